/** The office guide as data: the window shows it and the printer gets it, so that both say the same. At most ten printed pages. */
import backupPicture from '../../../build/pictures/backup.png?inline'
import casePicture from '../../../build/pictures/case.png?inline'
import casesPicture from '../../../build/pictures/cases.png?inline'
import importPicture from '../../../build/pictures/import.png?inline'
import recordsPicture from '../../../build/pictures/records.png?inline'
import reportPicture from '../../../build/pictures/report.png?inline'
import workbenchPicture from '../../../build/pictures/workbench.png?inline'

export type Block =
  | { kind: 'text'; text: string }
  | { kind: 'heading'; text: string }
  | { kind: 'steps'; items: readonly string[] }
  | { kind: 'points'; items: readonly string[] }
  /** `source` holds the picture itself, so that a printed sheet needs nothing from outside. */
  | { kind: 'picture'; source: string; caption: string }

export interface Chapter {
  key: string
  title: string
  blocks: readonly Block[]
}

const text = (words: string): Block => ({ kind: 'text', text: words })
const heading = (words: string): Block => ({ kind: 'heading', text: words })
const steps = (...items: string[]): Block => ({ kind: 'steps', items })
const points = (...items: string[]): Block => ({ kind: 'points', items })
const picture = (source: string, caption: string): Block => ({ kind: 'picture', source, caption })

export const guideTitle = '检察司法救助办案台账使用手册'

export const chapters: readonly Chapter[] = [
  {
    key: 'install',
    title: '安装',
    blocks: [
      text('本程序装在一台办公电脑上，不连网络。几名同志共用一台电脑的，各用各的账号。'),
      heading('Windows 10、11'),
      steps('把安装文件拷到电脑上，双击运行。安装在“程序文件”里，需要管理员权限。', '装好后双击桌面上的“检察司法救助办案台账”。'),
      heading('统信 UOS、麒麟、Debian'),
      steps('把 .deb 安装包拷到电脑上，双击用系统的软件安装器安装；或者请管理员在终端执行 dpkg -i 加安装包的名字。', '在开始菜单里找到“检察司法救助办案台账”打开。'),
      heading('升级和卸载'),
      points(
        '升级：退出程序，直接装新版本。第一次打开时先自动做一份核对过的备份，再更新数据格式。',
        '卸载：只删除程序，台账数据和备份都留在电脑上，重新安装后接着用。',
        '用新版本打开过的台账，旧版本打不开，也不会改动它；请装回新版本。',
      ),
      heading('装之前要知道的'),
      points(
        '数据用 AES（256 位密钥）加密，不是国密算法（SM4）。本程序没有做过商用密码应用安全性评估（密评），也没有做过网络安全等级保护测评（等保测评）。对此有强制要求的单位，请先请示，再使用。',
        '本程序不是全国统一的检察业务系统，不能代替在业务系统中受理、登记和审批；这里登记的是结果。',
        '台账只能放在本机固定硬盘上。放在网络共享、优盘、移动硬盘上，程序会拒绝打开并告诉您怎么办。',
      ),
    ],
  },
  {
    key: 'first',
    title: '首次使用',
    blocks: [
      steps(
        '先看看：点“打开演示台账”，里面全是虚构的人和案件，随便试，不会混进正式台账。',
        '正式开始：点“新建台账”，填写单位名称、所在地区，核对案号格式，设好自己的登录名和密码。大约三分钟。',
        '打印恢复码，放进保险柜。密码忘了，用恢复码可以重设；密码和恢复码都没有了，任何人都打不开数据，包括做这个程序的人。',
        '到“系统 › 人员账号”给其他同志建账号。角色有办案、审批、管理、审计、查看，各能做什么写在旁边。',
        '到“系统”里核对办案期限、节假日与工作日、工资与救助限额、审批环节。这些都是本单位的数据，改动要写明从哪天起、为什么。',
      ),
      heading('把原来的 Excel 台账导入进来'),
      steps(
        '点左侧“台账导入”，选原来的台账（.xlsx、.xls、.et、.csv 都可以，表头在第几行、有没有合计行、合并单元格都不要紧）。',
        '先试导入，不写任何数据。看上面的件数、人数、金额与原表的合计对不对得上。',
        '没有认对的列，在“各列当作什么”里改；有问题的行点“改正”，原来的一行和读出来的内容并排对照，当场改好。',
        '数字对上了，点“确认导入”。个别行一时弄不清楚的，可以先导入其余的，把它们另存为 Excel（最后一列写明原因），改好再导入。',
        '导入错了，在同一页“已导入的台账”里整批撤回。同一份台账再导入一次，不会重复。',
      ),
      picture(importPicture, '试导入：上面是合计，下面是逐行结果'),
      text('导入的旧案是历史案件，不产生待办，也不会变红。缺的内容、互相矛盾的内容列在“案件 › 数据质量”里，什么时候有空什么时候补。没有电子台账的旧案，用“案件 › 补录旧案”像填 Excel 一样一次录二十件。'),
    ],
  },
  {
    key: 'daily',
    title: '日常办案',
    blocks: [
      heading('每天先看工作台'),
      text('工作台按逾期、今天、本周、以后列出要办的事：办案期限第几个工作日、该发放的批次、该回访的人、该答复的函。点一项，直接到能办理它的地方。'),
      picture(workbenchPicture, '工作台'),
      heading('一件案件从头到尾'),
      steps(
        '线索：在“线索”里登记来源、移送单位、所涉人员，从登记起就有首问责任人。“原案是否进入检察环节”核实后，点“转为救助案件”，不用重新填写；不符合条件的登记结果、写明理由。',
        '申请和受理：没有经过线索的，按 Ctrl+N 新建案件。一家几个人填在一张表里。',
        '材料、审查、审批、决定：在案件页里按顺序逐部分登记，每部分单独保存；以前的经过可以补登。救助金额超过限额的要写理由。',
        '发放：决定以后登记发放，一次性或者按月、按季、按学期分批；未成年人的救助金登记监管协议。退回、失败、重发、追回都另记一笔，不改原来的。',
        '回访：首次发放后按本单位的规则排出日期。“回访”里标记几户，打印回访表带着去；回来点“补登回访”，一次录完。',
        '多元救助：登记请哪个单位帮什么忙、落实没有；不落实的发工作联系函，到期没有答复会提醒。',
        '办结和归档：办结前先检查缺什么；账不平的不能归档。',
      ),
      picture(casePicture, '一件案件：左边是各部分，中间是内容，右边是接下来要做的'),
      heading('打印文书'),
      text('在案件页、线索页点“打印文书”，选文书和救助对象，缺的内容留空白线。文书是 Word 文件，存在“文档/检察司法救助文书”里。模板可以换成本单位的：系统 › 文书模板。'),
      heading('案件列表'),
      text('案件列表的列和原来的台账一样，一人一行。上面可以按年份、状态、情形筛选，右上角的件数、人数、合计随着变。点“导出台账”得到同样版式的 Excel。'),
      picture(casesPicture, '案件列表'),
      heading('少用鼠标'),
      points(
        'F1：这一页能做什么。Ctrl+K：找案件、人员、页面、操作，可以只打拼音首字母。',
        'Ctrl+N 新建，Ctrl+S 保存，Ctrl+P 打印，Ctrl+F 到查找，Esc 返回，Alt+1 到 Alt+9 换页面。',
        '日期填 20231115、2023.11.15 都可以；金额填 15000、1.5万、壹万伍仟元都可以，下面会显示看懂的数。',
      ),
    ],
  },
  {
    key: 'annual',
    title: '年度统计',
    blocks: [
      steps(
        '点左侧“报表”，选年份、半年、季度、月份或者任意起止日期。',
        '总体情况里受理、给予、不予、发放各按自己的日期计算；下面的分类统计按您选的统计口径（受理、决定或发放日期）计算，每张表都写明。',
        '点任何一个数字，看它是哪些案件、哪些人；再点一行，到那件案件。数字不对，就在案件里改日期或金额，报表随着变。',
        '复制汇报用的一段话，导出表格，打印。导出和打印的姓名只留姓，需要全名的要有权限并写明理由，记入操作记录。',
        '上报以后点“定稿锁定”：当时的数字和名单原样保存，不能改动。以后案件有改动，可以对照出哪些数字变了、谁改的、为什么；要更正，换一份新的定稿。',
      ),
      picture(reportPicture, '年度统计表'),
      picture(recordsPicture, '点一个数字，打开它的名单'),
      points(
        '特殊群体的人数有重复（一个人可以既是未成年人又是残疾人），不能相加；能相加的表有小计。',
        '钱退回来的，在退回的那一天减，不改以前年度的数。各年度的件数、人数因此不能简单相加。',
        '联合救助里其他院、其他单位出的钱，另列一行，不算本院发放。',
      ),
    ],
  },
  {
    key: 'backup',
    title: '备份与换机',
    blocks: [
      text('每次退出程序时自动备份，备份做完马上重新打开核对。状态条上写着上次备份的时间。硬盘坏了，本机的备份会一起丢，所以还要另存一份。'),
      picture(backupPicture, '系统 › 备份与恢复'),
      heading('每月做一次'),
      steps('到“系统 › 备份与恢复”，点“备份到第二位置”。', '选另一块硬盘、光盘或者本单位规定的涉密载体。备份是加密的，打开它要用做备份时的密码或恢复码。'),
      heading('换电脑'),
      steps('在旧电脑上退出程序（自动备份），再备份到第二位置。', '在新电脑上装好程序，打开后点“从备份恢复”，选那个备份的文件夹，输入做备份时的登录名和密码。', '核对件数、人数、金额，再停用旧电脑上的台账。旧电脑报废前，按规定清除硬盘。'),
      heading('人员调动'),
      points('“系统 › 人员交接”把一名承办人的在办案件和待办一次转给另一人，打印交接清单。', '“系统 › 人员账号”停用调走同志的账号。他的旧密码仍能打开调走以前做的备份，那些备份要保管好。'),
    ],
  },
  {
    key: 'questions',
    title: '常见问题',
    blocks: [
      heading('忘记密码怎么办'),
      text('登录页点“忘记密码”，用恢复码重设。其他同志忘了密码，由有管理权限的同志在“人员账号”里重设。连续输错五次，锁定三十分钟。'),
      heading('提示“刚被某某修改过”'),
      text('两个人先后改了同一处。您填的内容没有丢，页面把两个版本并排列出，逐项选择后再保存。'),
      heading('停电、死机会丢数据吗'),
      text('已经提示保存的不会丢。没有保存完的表单自动留作草稿，重新打开那一页会问您要不要接着填。'),
      heading('删错了怎么办'),
      text('刚删的，点下方提示里的“撤销”或按 Ctrl+Z；以前删的，到“系统 › 回收站”恢复。'),
      heading('提示数据损坏、磁盘已满'),
      text('按提示做：磁盘满了先清理磁盘，再试一次，内容还在；数据损坏的，从最近的备份恢复，原来的文件会保留，不会被覆盖。'),
      heading('为什么证件号只显示前几位'),
      text('保护当事人隐私。需要时点“显示”，会记入操作记录。'),
      heading('期限算得不对'),
      text('先看“系统 › 节假日与工作日”里当年的放假安排填了没有，再看“办案期限”的天数和起算。一件案件经批准延期的，在案件右侧的期限里登记延期。'),
      heading('台账可以放在共享文件夹里大家一起用吗'),
      text('不可以，会损坏数据。几个人共用的，在同一台电脑上各用各的账号。'),
      heading('有人改了数据，能查到吗'),
      text('能。谁、什么时候、改了什么、为什么，都在“系统 › 操作记录”里，案件页右侧也有经过。绕过程序改动过的，“系统 › 检查数据”会发现。'),
    ],
  },
]
