// How the screens' sources become what phones and browsers run. Named here once and handed to the
// loader by config/taro/index.ts, so no Babel file lies at the root where other tools would obey it.
module.exports = {
  presets: [
    [
      'taro',
      {
        framework: 'react',
        ts: { onlyRemoveTypeImports: true },
        compiler: 'webpack5',
        useBuiltIns: false,
        // What our residents' phones still run; older targets cost 15 KB of helpers.
        targets: { ios: '12', chrome: '78' },
        ignoreBrowserslistConfig: true,
      },
    ],
  ],
}
