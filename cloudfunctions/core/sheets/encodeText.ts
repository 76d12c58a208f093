/** Text as programs of accountants here read it. The library is loaded where it is used. */
export async function encodeText(text: string): Promise<Buffer> {
  const library = await import('iconv-lite')
  const { encode } = library.default ?? library
  return encode(text, 'gb18030')
}
