import { MAIN_PACKAGE_BYTES_MAX, mainPackageBytes } from '../miniprogram/size'
import { measure, type Measure } from './measure'

/** Bytes of the mini-program's main package, against 700 KB. */
export async function packageSize(): Promise<Measure> {
  return measure('package', mainPackageBytes(), 'bytes', MAIN_PACKAGE_BYTES_MAX, '<=1')
}
