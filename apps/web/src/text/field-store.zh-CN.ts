/** What the phone's store says: sending, signing in, storage, clock. Whole sentences, shown as they are. */
export const fieldStoreZh = {
  noAnswer: '网络不通，没有收到服务器的答复。已填写的内容都保存在本机。',
  failed: '系统暂时没有正常答复，请稍后重试；若仍不行，请联系管理员。',
  state: {
    draft: '草稿',
    waiting: '待发送',
    sending: '发送中',
    delivered: '已送达',
    'needs-attention': '需处理',
  },
  waits: {
    network: '等待网络，网络恢复后自动发送。',
    server: '服务器暂时没有正常答复，稍后自动重试。',
    busy: '系统正忙，稍后自动重试。',
    'sign-in': '登录已过期，重新登录后自动发送。',
    photo: '照片还在处理，处理好后自动发送。',
  },
  trouble: {
    conflict: '同一次走访先前已经送达，内容与手机上的不同。请选择保留哪一份。',
    damagedPhoto: '有照片在本机已损坏，无法发送。请删除后重新拍摄。',
    photoRefused: '照片没有被接收：{{message}}',
  },
  correctionReason: '同一次走访先前送达的内容不完整，以本人手机上的记录为准',
  faults: {
    noteRequired: '请写一句现场情况，或点选一句常用语。',
    timeAhead: '走访时间晚于现在，请核对。',
    categoryRequired: '请选择问题类别。',
    issueTitleRequired: '请用一句话说明问题，至少 2 个字。',
    photoRequired: '此项目的走访需要照片（用途：{{purpose}}）。',
    amountForm: '请填写数字，最多 4 位小数，如 1250 或 1250.5。',
    projectGone: '本机没有这个项目的资料。',
  },
  photo: {
    unreadable: '这张照片无法读取，请换一张，或重新拍摄。',
    insecure: '此地址不是加密连接（https），浏览器不允许处理照片。请用 https 地址打开。',
    tooMany: '一次走访最多 20 张照片。',
  },
  storage: {
    low: '手机存储空间不足（约剩 {{free}} MB），请清理手机或尽快连网发送。',
    full: '手机存储已满，刚才的内容还在屏幕上，但没有存下来。请清理手机空间，或先连网发送。',
    broken: '浏览器不允许保存数据（可能是无痕模式），关闭页面后内容会丢失。请换普通模式打开。',
  },
  clock: {
    ahead: '手机时间快 {{by}}，发送时系统会自动校正。',
    behind: '手机时间慢 {{by}}，发送时系统会自动校正。',
    days: '{{count}} 天',
    hours: '{{count}} 小时',
    minutes: '{{count}} 分钟',
  },
  import: {
    notOurs: '这不是本系统导出的未发送数据。',
    otherOwner: '这份数据属于 {{name}}，请由本人登录后导入。',
    damaged: '文件已损坏，无法读取。',
  },
  session: {
    differs: '网络不通，且本机没有登录过，请连上网络后登录一次。',
    notField: '您的角色没有走访任务，请使用电脑页面。',
  },
};
