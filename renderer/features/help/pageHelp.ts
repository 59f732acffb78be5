export interface KeyHelp {
  keys: string
  does: string
}
export interface PageHelp {
  title: string
  what: string[]
  keys: KeyHelp[]
}

const listKeys: KeyHelp[] = [
  { keys: '↑ ↓', does: '上一行、下一行' },
  { keys: '回车', does: '打开这一行' },
]

/** What each page is for and the keys that only it has, by the name of its route. */
const pages: Record<string, PageHelp> = {
  workbench: {
    title: '工作台',
    what: ['按逾期、今天、本周、以后列出要办的事，办案期限写明第几个工作日', '点一项，直接到能办理它的地方', '只看我的，或者只看一名承办人的', '打印待办清单'],
    keys: [...listKeys, { keys: 'Ctrl+N', does: '新建案件' }, { keys: 'Ctrl+P', does: '打印待办清单' }],
  },
  leads: {
    title: '线索',
    what: ['登记各单位移送、办案发现和当事人反映的线索，看每条办到哪一步、期限还剩几天', '上面一行是当前筛选的总数、未结、逾期、办结率、平均天数和满意情况', '按年份、状态、来源、首问责任人筛选，筛选会记住', '查找姓名、拼音首字母、证件号或电话的几位、移送单位、来函文号'],
    keys: [...listKeys, { keys: 'Ctrl+F', does: '到查找' }, { keys: 'Ctrl+N', does: '登记线索' }],
  },
  'lead-new': {
    title: '登记线索',
    what: ['登记一条线索、所涉人员和原案，一家几个人可以一起填', '“原案是否进入检察环节”还不清楚的先空着，转为救助案件以前核实填写', '没有写完会自动留作草稿'],
    keys: [
      { keys: '回车', does: '到下一项' },
      { keys: 'Ctrl+S', does: '保存线索' },
      { keys: 'Esc', does: '返回列表' },
    ],
  },
  lead: {
    title: '一条线索',
    what: ['右上的实心按钮就是下一步：登记告知、核查，再转为救助案件或登记处理结果', '转为救助案件时选救助申请人，其余内容自动带过去', '登记处理结果以后，仍可登记反馈、满意程度和补记情况；要改其他内容，先恢复办理', '打印告知书、线索移送表等文书，归入附件'],
    keys: [
      { keys: 'Ctrl+S', does: '保存正在填写的部分' },
      { keys: 'Ctrl+P', does: '打印文书' },
      { keys: '回车', does: '到下一项' },
      { keys: 'Esc', does: '返回列表' },
    ],
  },
  cases: {
    title: '案件',
    what: ['按单位台账的样式列出案件，一人一行；快到期的案号后标出第几天', '按年度、状态、救助情形等筛选，筛选会记住', '查找姓名、拼音首字母、证件号或电话的几位、案号', '按当前筛选导出表格，栏目与最近导入的台账相同'],
    keys: [...listKeys, { keys: '空格', does: '标记这一行' }, { keys: 'Ctrl+F', does: '到筛选和查找' }, { keys: 'Ctrl+N', does: '新建案件' }],
  },
  'case-new': {
    title: '新建案件',
    what: ['登记一件案件和它的救助申请人，一户几个人可以一起填', '缺的内容以后可以补，没有写完会自动留作草稿'],
    keys: [
      { keys: '回车', does: '到下一项' },
      { keys: 'Ctrl+S', does: '保存案件' },
      { keys: 'Esc', does: '返回列表' },
    ],
  },
  duplicates: {
    title: '重复核对',
    what: ['找出可能登记了两次的人员、案件和家庭，逐项对照', '合并时选保留哪一条、每一项用哪一边的；另一条移到回收站，什么都不丢', '不是同一个的记下来，以后不再列出；合错了在“合并过的”里拆分'],
    keys: [{ keys: '↑ ↓', does: '上一对、下一对' }],
  },
  quality: {
    title: '数据质量',
    what: ['核对全部案件，列出缺填的和互相矛盾的记录，旧案也在内', '能在列表里补正的，在格里填写后一起保存；其他的点案号到案件里核对', '有一行不能保存，全都不保存，并指出是哪一行哪一格'],
    keys: [{ keys: '回车', does: '到下一行同一格' }, { keys: 'Ctrl+D', does: '同上一行' }, { keys: 'Ctrl+V', does: '粘贴从 Excel 复制的一列' }, { keys: 'Ctrl+S', does: '保存改动' }],
  },
  'case-grid': {
    title: '补录旧案',
    what: ['像在 Excel 里一样补录旧案，可以逐格填写，也可以整块粘贴', '每行随时核对，有误的格变红，下面写明怎么改', '保存的都是历史案件，不产生待办；可以整批撤回', '没有保存的内容自动留作草稿'],
    keys: [
      { keys: '方向键、Tab、回车', does: '换格；直接打字替换原内容' },
      { keys: 'F2', does: '改这一格，Esc 放弃' },
      { keys: 'Ctrl+D', does: '照抄上面一格' },
      { keys: 'Delete', does: '清除；灰色的不再带下来' },
      { keys: 'Shift+方向键', does: '选几格，一起复制、清除或照抄' },
      { keys: 'Ctrl+V', does: '粘贴从 Excel、WPS 复制的内容' },
      { keys: 'Ctrl+Z、Ctrl+Y', does: '撤销、恢复' },
      { keys: 'Ctrl+-、Ctrl+=', does: '删除一行、插入一行' },
      { keys: 'Ctrl+S', does: '保存' },
      { keys: 'Esc', does: '离开表格，到保存按钮' },
    ],
  },
  case: {
    title: '一件案件',
    what: [
      '按办案顺序查看和修改各部分：材料、审查、审批、决定、发放、回访等，每部分单独保存',
      '通知补正、函询、先行救助、资金到账这类经过，在各部分的“登记经过”里登记，以前发生的可以补录',
      '审查时看限额、相当于几个月工资和类案，仅供参考',
      '发放可以按月、按季、按学期分批；未成年人的救助金登记监管协议，支取、暂停和移交都在“发放”里登记',
      '右侧提示下一步、期限和缺少的内容；期限可以登记延期',
      '打印文书，归入扫描件；办结和归档前先检查缺什么',
      '删除的案件进回收站，可以恢复',
    ],
    keys: [
      { keys: 'Ctrl+P', does: '打印文书' },
      { keys: 'Ctrl+S', does: '保存正在填写的部分' },
      { keys: '回车', does: '到下一项' },
      { keys: 'Esc', does: '返回列表' },
    ],
  },
  disbursements: { title: '发放', what: ['查看全部发放记录和合计', '点一行到那件案件的发放部分', '“年度资金”看到账、结转和余额；“银行结果”核对银行返回的清单'], keys: [...listKeys, { keys: 'Ctrl+F', does: '到查找' }] },
  funds: {
    title: '年度资金',
    what: ['登记资金申请、到账、上年结转和退回财政，发放由各案自动汇总', '看余额够不够待发放的；上一年有余额没有结转的，会提示', '一笔到账可以分配到几件案件，点案号到那件案件'],
    keys: [
      { keys: 'Ctrl+N', does: '登记资金' },
      { keys: 'Ctrl+S', does: '保存正在登记的资金' },
      { keys: 'Esc', does: '返回发放' },
    ],
  },
  bank: {
    title: '银行结果',
    what: ['选银行返回的清单，先核对，再登记；要么全部登记，要么一行都不登记', '户名、账号、金额都相符的才算相符；存疑的由您选择登记到哪一笔', '列认错了的，在“各列认作什么”里改，马上重新核对', '失败的行成为重新发放的待办；同一份清单不会重复登记'],
    keys: [
      { keys: 'Ctrl+N', does: '选择清单文件' },
      { keys: 'Ctrl+S', does: '登记结果' },
      { keys: 'Esc', does: '返回发放' },
    ],
  },
  visits: {
    title: '回访',
    what: ['查看待回访和已回访，上面写着每个承办人逾期未访几次，点姓名只看他的；打开一行到那件案件的回访部分', '标记几行，打印带着去的回访表；打印姓名、住址、电话的逐人记入操作记录', '回来后点“补登回访”，标记的几次一起登记'],
    keys: [...listKeys, { keys: '空格', does: '标记这一行' }, { keys: 'Ctrl+F', does: '到查找' }, { keys: 'Ctrl+P', does: '打印标记的回访表' }, { keys: 'Ctrl+N', does: '补登回访' }],
  },
  'visit-entry': {
    title: '回访补登',
    what: ['一次外出的几次回访一起登记，要么全部保存，要么都不保存', '日期、方式、回访人照抄上一栏，不同的直接改，下面没有单独改过的跟着改', '没有计划的回访，按姓名或案号添加', '没有保存的内容自动留作草稿'],
    keys: [
      { keys: 'Tab、Shift+Tab', does: '下一项、上一项；单行的也可以按回车' },
      { keys: 'Ctrl+N', does: '添加一次回访：输入姓名，↑ ↓ 选，回车添加' },
      { keys: 'Ctrl+S', does: '保存这一批；有误的到第一处' },
      { keys: 'Esc', does: '返回回访列表，内容留作草稿' },
    ],
  },
  measures: { title: '多元救助', what: ['查看各案的多元救助措施和落实情况', '点一行到那件案件', '“协作单位”里是各单位的名录和它们的落实情况'], keys: listKeys },
  agencies: {
    title: '协作单位',
    what: ['各协作单位和联系人，等待落实或答复的、逾期的、已落实的各有几项', '打开一行看这个单位的措施、函件和移送来的线索', '以前措施里写了同样名称的，登记单位时自动对上'],
    keys: [...listKeys, { keys: 'Ctrl+F', does: '到查找' }, { keys: 'Ctrl+N', does: '登记单位' }],
  },
  agency: {
    title: '一个协作单位',
    what: ['请这个单位帮助的措施、发给它的函件和复函、它移送来的线索', '折合金额不计入救助金', '不再联系的单位可以停用，以前的记录不变'],
    keys: [
      { keys: 'Ctrl+S', does: '保存正在填写的内容' },
      { keys: 'Esc', does: '返回列表' },
    ],
  },
  calendar: {
    title: '日程',
    what: ['按月或按周看期限、发放批次、回访、答复和监管资金移交，可以只看一名承办人或一个类别', '右侧是所选一天的全部事项，点一项到办理它的地方', '打印本月或本周的日程'],
    keys: [
      { keys: '方向键', does: '前一天、后一天，上一周、下一周' },
      { keys: 'PageUp、PageDown', does: '上一月、下一月；按周看时是上一周、下一周' },
      { keys: '回车', does: '到这一天的事项，Esc 回到日期' },
      { keys: 'Ctrl+P', does: '打印' },
    ],
  },
  reports: {
    title: '报表',
    what: ['按想知道的事找报表：办了多少、救助了谁、办得及时不及时、钱到哪去、救助以后怎么样', '本单位自己的报表在最下面，点开就用，可以修改、移走', '新建自定义报表：自己选行、列和统计项'],
    keys: [{ keys: 'Ctrl+N', does: '新建自定义报表' }],
  },
  report: {
    title: '看一张报表',
    what: ['选统计期间；有统计口径的再选按受理、决定还是发放日期', '点任何一个数字，看它由哪些案件、哪些人、哪些回访或线索构成', '图和旁边的表是同一组数，可以另存为图片', '导出成 Excel、Word、CSV、PDF 或打印，年度统计表可以附名册，点开的名单也能导出；姓名默认隐去，未成年人不写姓名，写全名要有权限并写明原因', '汇报用的话可以复制', '上方是回答同一个问题的其他报表'],
    keys: [
      { keys: '方向键', does: '在一张表的数字之间移动' },
      { keys: '回车', does: '打开这个数字的名单' },
      { keys: 'Ctrl+P', does: '打印' },
      { keys: 'Esc', does: '关闭名单，或者回到全部报表' },
    ],
  },
  'own-report': {
    title: '自定义报表',
    what: ['和其他报表一样看、点开、导出、打印', '点“修改做法”改行、列、统计项和筛选', '打开时用保存时的口径和期间，在这里改不影响保存的报表'],
    keys: [{ keys: '回车', does: '打开这个数字的名单' }, { keys: 'Ctrl+P', does: '打印' }],
  },
  'own-report-new': {
    title: '新建自定义报表',
    what: ['左边选行、列、统计项、口径和筛选，右边马上看到结果', '取个名称保存，全院都能打开', '同一人可能属于几个特殊群体，按群体的行不能相加，表下会写明'],
    keys: [{ keys: 'Ctrl+S', does: '保存报表' }],
  },
  'own-report-edit': { title: '修改自定义报表', what: ['改好以后保存，所有人打开的都是新的做法', '已经导出、锁定的不受影响'], keys: [{ keys: 'Ctrl+S', does: '保存报表' }] },
  comparison: {
    title: '数据比对',
    what: ['名单：民政、残联等单位提供的名单，写明来函文号、用途和销毁日期，到期自动销毁，只留记录', '比对问题：现成的问题直接比对，也可以自己组一个，例如在办案被害人名单里同时也在残疾名单里的人', '比对结果逐个判断，是线索的一步转为线索'],
    keys: [{ keys: 'Ctrl+N', does: '装入名单' }],
  },
  'comparison-load': {
    title: '装入名单',
    what: ['选收到的名单，先看读出了多少人、各列认得对不对，认错的当场改', '填写来函情况后装入；要么全部装入，要么什么都不装入', '同一份名单不会装入两次；填了一半的来函情况自动留作草稿'],
    keys: [
      { keys: 'Ctrl+N', does: '选择名单文件' },
      { keys: '回车', does: '到下一项' },
      { keys: 'Ctrl+S', does: '装入名单' },
      { keys: 'Esc', does: '返回数据比对' },
    ],
  },
  'comparison-results': {
    title: '比对结果',
    what: ['确定的和存疑的分开列，存疑的先核实是不是同一个人', '每人写明在哪些名单里、为什么列出、本院是否救助过；打开详情，各处记载并排对照', '判断会记住，名单重新装入、再次比对时也认得', '转为线索时必须写明原案是否进入检察环节；没有进入的，转社会救助'],
    keys: [
      { keys: '↑ ↓', does: '上一个、下一个' },
      { keys: '回车', does: '看详情' },
      { keys: '1、2、3', does: '是线索、不是、以后再看' },
      { keys: '4', does: '转为线索' },
      { keys: 'Ctrl+Z', does: '撤销刚才的判断' },
      { keys: 'Esc', does: '关闭详情、返回数据比对' },
    ],
  },
  import: { title: '台账导入', what: ['选原有的电子台账（Excel、WPS 或 .csv），先试导入，看清楚再导入', '没有认对的列，在“各列当作什么”里改正后重新试导入；台账里多出来的栏目，原文记在案件的记事里', '有问题的行点“改正”当场改好，也可以另存出来改；其余的先导入', '导入错了可以整批撤回，同一份台账再导入一次不会重复'], keys: [{ keys: '↑ ↓', does: '上一行、下一行' }, { keys: 'Enter', does: '逐格对照，改正这一行' }] },
  system: { title: '系统', what: ['单位设置、人员账号、人员交接、备份与恢复、数据导出与读入、检查数据', '办案期限、回访规则、节假日、救助限额、审批环节、代码表、文书模板由本单位维护', '回收站、操作记录、我的密码、恢复码、字号'], keys: [{ keys: 'Ctrl+S', does: '保存设置' }] },
}

export const generalKeys: KeyHelp[] = [
  { keys: 'Ctrl+K', does: '查找案件、人员、页面和操作' },
  { keys: 'Alt+1 … Alt+9', does: '到左侧第几个页面' },
  { keys: 'Ctrl+N', does: '新建' },
  { keys: 'Ctrl+S', does: '保存' },
  { keys: 'Ctrl+Z', does: '撤销刚才的操作（下方有提示时）' },
  { keys: 'Esc', does: '关闭窗口、返回上一页' },
  { keys: 'Tab、Shift+Tab', does: '下一项、上一项' },
  { keys: 'F1', does: '打开这一页说明' },
]
export const fieldKeys: KeyHelp[] = [
  { keys: '日期', does: '20231115、2023.11.15、2023年11月15日都可以；↑ ↓ 加减一天，Ctrl+; 填今天' },
  { keys: '金额', does: '15000、1.5万、壹万伍仟元都可以，下面会显示看懂的数' },
]

/** Help for a route: by its name, or for nested routes (the system's sections) by the parent's. */
export function helpFor(names: readonly (string | null)[]): PageHelp | null {
  for (const name of names) {
    const page = name === null ? undefined : pages[name]
    if (page) return page
  }
  return null
}
