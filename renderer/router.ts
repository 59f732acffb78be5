import { createRouter, createWebHashHistory } from 'vue-router'
import type { Permission } from '../db/domain/permissions.ts'
import { reportKinds } from '../db/domain/reportModel.ts'

declare module 'vue-router' {
  interface RouteMeta {
    title?: string
    permission?: Permission
  }
}

/** Every page of the casebook, each loaded when first opened. Session pages are no routes: `App.vue` shows them by the session's phase. */
export const router = createRouter({
  history: createWebHashHistory(),
  routes: [
    { path: '/', redirect: '/workbench' },
    { path: '/workbench', name: 'workbench', component: () => import('./features/work/WorkbenchPage.vue'), meta: { title: '工作台', permission: 'case.read' } },
    { path: '/leads', name: 'leads', component: () => import('./features/leads/LeadListPage.vue'), meta: { title: '线索', permission: 'case.read' } },
    { path: '/leads/new', name: 'lead-new', component: () => import('./features/leads/LeadCreatePage.vue'), meta: { title: '登记线索', permission: 'case.write' } },
    { path: '/leads/:id', name: 'lead', component: () => import('./features/leads/LeadPage.vue'), meta: { title: '线索', permission: 'case.read' } },
    { path: '/cases', name: 'cases', component: () => import('./features/cases/CaseListPage.vue'), meta: { title: '案件', permission: 'case.read' } },
    { path: '/cases/new', name: 'case-new', component: () => import('./features/cases/CaseCreatePage.vue'), meta: { title: '新建案件', permission: 'case.write' } },
    { path: '/cases/grid', name: 'case-grid', component: () => import('./features/grid/GridPage.vue'), meta: { title: '补录旧案', permission: 'ledger.import' } },
    { path: '/duplicates', name: 'duplicates', component: () => import('./features/duplicates/DuplicatesPage.vue'), meta: { title: '重复核对', permission: 'case.read' } },
    { path: '/quality', name: 'quality', component: () => import('./features/quality/QualityPage.vue'), meta: { title: '数据质量', permission: 'case.read' } },
    { path: '/cases/:id', name: 'case', component: () => import('./features/cases/CasePage.vue'), meta: { title: '案件', permission: 'case.read' } },
    { path: '/cases/:id/figures', name: 'case-figures', component: () => import('./features/reports/CaseFiguresPage.vue'), meta: { title: '这件案件计入哪些数字', permission: 'report.read' } },
    { path: '/disbursements', name: 'disbursements', component: () => import('./features/work/DisbursementListPage.vue'), meta: { title: '发放', permission: 'case.read' } },
    { path: '/visits', name: 'visits', component: () => import('./features/work/VisitListPage.vue'), meta: { title: '回访', permission: 'case.read' } },
    { path: '/funds', name: 'funds', component: () => import('./features/money/FundsPage.vue'), meta: { title: '年度资金', permission: 'case.read' } },
    { path: '/bank', name: 'bank', component: () => import('./features/money/BankResultPage.vue'), meta: { title: '银行结果', permission: 'payment.write' } },
    { path: '/visits/entry', name: 'visit-entry', component: () => import('./features/visits/VisitEntryPage.vue'), meta: { title: '补登回访', permission: 'visit.write' } },
    { path: '/agencies', name: 'agencies', component: () => import('./features/agencies/AgencyListPage.vue'), meta: { title: '协作单位', permission: 'case.read' } },
    { path: '/agencies/:id', name: 'agency', component: () => import('./features/agencies/AgencyPage.vue'), meta: { title: '协作单位', permission: 'case.read' } },
    { path: '/calendar', name: 'calendar', component: () => import('./features/calendar/CalendarPage.vue'), meta: { title: '日程', permission: 'case.read' } },
    { path: '/measures', name: 'measures', component: () => import('./features/work/MeasureListPage.vue'), meta: { title: '多元救助', permission: 'case.read' } },
    { path: '/reports', name: 'reports', component: () => import('./features/reports/ReportCataloguePage.vue'), meta: { title: '报表', permission: 'report.read' } },
    { path: '/reports/own/new', name: 'own-report-new', component: () => import('./features/reports/OwnReportPage.vue'), meta: { title: '新建自定义报表', permission: 'report.read' } },
    { path: '/reports/own/:ownId/edit', name: 'own-report-edit', component: () => import('./features/reports/OwnReportPage.vue'), props: true, meta: { title: '修改自定义报表', permission: 'report.read' } },
    { path: '/reports/own/:ownId', name: 'own-report', component: () => import('./features/reports/ReportPage.vue'), props: ({ params }) => ({ kind: 'own', ownId: params['ownId'] }), meta: { title: '自定义报表', permission: 'report.read' } },
    { path: '/reports/cards/check', name: 'case-cards', component: () => import('./features/cards/CardDifferencesPage.vue'), meta: { title: '案卡核对', permission: 'report.read' } },
    { path: '/reports/seals', name: 'seals', component: () => import('./features/seals/SealListPage.vue'), meta: { title: '已定稿', permission: 'report.read' } },
    { path: '/reports/seals/:id', name: 'seal', component: () => import('./features/seals/SealPage.vue'), props: true, meta: { title: '定稿', permission: 'report.read' } },
    { path: '/reports/:kind', name: 'report', component: () => import('./features/reports/ReportPage.vue'), props: true, meta: { title: '报表', permission: 'report.read' }, beforeEnter: ({ params }) => reportKinds.some(({ kind }) => kind === params['kind'] && kind !== 'own') || '/reports' },
    { path: '/comparison', name: 'comparison', component: () => import('./features/comparison/ComparisonPage.vue'), meta: { title: '数据比对', permission: 'comparison.run' } },
    { path: '/comparison/load', name: 'comparison-load', component: () => import('./features/comparison/ListLoadPage.vue'), meta: { title: '装入名单', permission: 'comparison.run' } },
    { path: '/comparison/results/:question', name: 'comparison-results', component: () => import('./features/comparison/ResultsPage.vue'), props: true, meta: { title: '比对结果', permission: 'comparison.run' } },
    { path: '/import', name: 'import', component: () => import('./features/imports/ImportPage.vue'), meta: { title: '台账导入', permission: 'ledger.import' } },
    {
      path: '/system',
      name: 'system',
      component: () => import('./features/system/SystemPage.vue'),
      meta: { title: '系统' },
      children: [
        { path: 'office', component: () => import('./features/system/OfficeSection.vue'), meta: { permission: 'office.manage' } },
        { path: 'accounts', component: () => import('./features/system/AccountsSection.vue'), meta: { permission: 'account.manage' } },
        { path: 'periods', component: () => import('./features/rules/PeriodsSection.vue'), meta: { permission: 'office.manage' } },
        { path: 'days', component: () => import('./features/rules/DaysSection.vue'), meta: { permission: 'office.manage' } },
        { path: 'amounts', component: () => import('./features/rules/AmountsSection.vue'), meta: { permission: 'office.manage' } },
        { path: 'chain', component: () => import('./features/rules/ChainSection.vue'), meta: { permission: 'office.manage' } },
        { path: 'codes', component: () => import('./features/rules/CodesSection.vue'), meta: { permission: 'office.manage' } },
        { path: 'papers', component: () => import('./features/papers/TemplatesSection.vue'), meta: { permission: 'office.manage' } },
        { path: 'handover', component: () => import('./features/system/HandoverSection.vue'), meta: { permission: 'case.handOver' } },
        { path: 'backup', component: () => import('./features/system/BackupSection.vue') },
        { path: 'transfer', component: () => import('./features/system/TransferSection.vue'), meta: { permission: 'ledger.import' } },
        { path: 'verify', component: () => import('./features/system/VerifySection.vue'), meta: { permission: 'backup.make' } },
        { path: 'recycle', component: () => import('./features/system/RecycleSection.vue'), meta: { permission: 'case.recycle' } },
        { path: 'audit', component: () => import('./features/system/AuditSection.vue'), meta: { permission: 'audit.read' } },
        { path: 'password', component: () => import('./features/system/PasswordSection.vue') },
        { path: 'recovery', component: () => import('./features/system/RecoverySection.vue'), meta: { permission: 'office.manage' } },
        { path: 'display', component: () => import('./features/system/DisplaySection.vue') },
        { path: 'demo', component: () => import('./features/system/DemoSection.vue') },
        { path: 'about', component: () => import('./features/system/AboutSection.vue') },
      ],
    },
    { path: '/:any(.*)*', redirect: '/workbench' },
  ],
})
