export default { enablePullDownRefresh: true, enableShareAppMessage: true }
