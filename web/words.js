// What the page says, in Chinese and English.

/** @type {Record<string, [string, string]>} */
const WORDS = {
  skip: ['跳到正文', 'Skip to the document'],
  tools: ['工具', 'Tools'],
  views: ['视图', 'Views'],
  open: ['打开文件…', 'Open a file…'],
  corpus: ['文件列表', 'All documents'],
  undo: ['撤销', 'Undo'],
  redo: ['重做', 'Redo'],
  save: ['保存更正', 'Save corrections'],
  forms: ['元数据与版式', 'Metadata and pages'],
  take: ['取文件', 'Take files'],
  language: ['语言', 'Language'],
  startHead: ['放入一份文件', 'Put in a document'],
  startText: ['把文件拖到这里，或者粘贴文字。一切都留在这台电脑上。', 'Drop a file here, or paste its text. Nothing leaves this machine.'],
  pasteLabel: ['粘贴的文字', 'Pasted text'],
  pasteTake: ['识别', 'Recognise'],
  corpusHead: ['文件', 'Documents'],
  corpusProgress: ['已读文件', 'Documents read'],
  filter: ['筛选', 'Filter'],
  source: ['原文', 'Source'],
  tree: ['结构', 'Structure'],
  page: ['页面', 'Page'],
  invisible: ['显示不可见字符', 'Show invisible characters'],
  findings: ['发现的问题', 'Findings'],
  more: ['显示更多', 'Show more'],
  view: ['视图', 'View'],
  viewPage: ['页面', 'Pages'],
  profile: ['版式', 'Profile'],
  profileOwn: ['按文种', 'by kind'],
  profileFile: ['自定', 'own'],
  correctHead: ['更正这一行', 'Correct this line'],
  formsHead: ['元数据与版式', 'Metadata and pages'],
  takeHead: ['取文件', 'Take files'],
  close: ['关闭', 'Close'],
  working: ['正在识别…', 'Recognising…'],
  read: ['已识别', 'Recognised'],
  articles: ['条', 'articles'],
  provisions: ['条款单位', 'provisions'],
  doubtful: ['存疑', 'doubtful'],
  lost: ['服务已重启或地址失效。请用终端里新的地址打开；更正已保存在本浏览器里。', 'The server was restarted, or this address is no longer valid. Open the new address that the terminal shows; your corrections are kept in this browser.'],
  gone: ['服务没有回答。更正已保存在本浏览器里。', 'The server does not answer. Your corrections are kept in this browser.'],
  restored: ['已恢复上次的文件和更正', 'The last document and its corrections are back'],
  saved: ['已保存', 'Saved'],
  downloaded: ['已下载', 'Downloaded'],
  nothing: ['没有改动', 'Nothing was changed'],
  became: ['识别为', 'Read as'],
  because: ['理由', 'Reason'],
  certainty: ['把握', 'Certainty'],
  otherwise: ['否则是', 'otherwise'],
  readings: ['可能的读法', 'Readings'],
  none: ['没有编号读法', 'No label here'],
  chosen: ['已选', 'chosen'],
  refused: ['未选', 'refused'],
  choose: ['这一行其实是', 'In truth it is'],
  level: ['层级', 'Level'],
  role: ['角色', 'Role'],
  apply: ['采用', 'Apply'],
  heading: ['是标题（无编号）', 'A heading without a number'],
  notHeading: ['不是标题', 'Not a heading'],
  join: ['接上一行', 'Joins the line before'],
  title: ['这是题名', 'This is the title'],
  headingEnds: ['标题到此为止', 'The heading ends with'],
  splitBefore: ['在此前断开', 'Split before'],
  label: ['编号（可不填）', 'Label (may be empty)'],
  remove: ['取消更正', 'Take the correction back'],
  whole: ['整份文件', 'The whole document'],
  kind: ['文种', 'Kind'],
  docLanguage: ['文件语言（BCP 47）', 'Language of the document (BCP 47)'],
  corrected: ['已更正', 'corrected'],
  toml: ['更正文件', 'File of corrections'],
  download: ['下载', 'Download'],
  metadata: ['元数据（NAME.toml）', 'Metadata (NAME.toml)'],
  pagesForm: ['版式', 'Page profile'],
  base: ['以此为底', 'Based on'],
  paper: ['纸张', 'Paper'],
  margins: ['页边距（上 下 左 右）', 'Margins (top bottom left right)'],
  bodyRole: ['正文字体', 'Face of the text'],
  bodySize: ['正文字号（磅）', 'Size of the text (pt)'],
  articleFace: ['条号字体', 'Face of article numbers'],
  contents: ['目次', 'Contents'],
  contentsYes: ['要', 'yes'],
  contentsNo: ['不要', 'no'],
  headShown: ['页眉', 'Running heads'],
  keep: ['沿用', 'as in the base'],
  use: ['采用', 'Use'],
  asToml: ['作为 TOML（命令行可读）', 'As TOML, which the command line reads'],
  number: ['文号', 'Number'],
  issuer: ['发布机关', 'Issued by'],
  place: ['地点', 'Place'],
  publisher: ['出版者', 'Publisher'],
  licence: ['许可', 'Licence'],
  identifier: ['标识', 'Identifier'],
  adopted: ['通过日期', 'Adopted'],
  promulgated: ['公布日期', 'Promulgated'],
  effective: ['施行日期', 'Effective'],
  titleField: ['题名', 'Title'],
  make: ['制作并核对', 'Make and prove'],
  making: ['正在制作…', 'Making…'],
  allZip: ['全部（zip）', 'All (zip)'],
  package: ['存档包（BagIt）', 'Deposit package (BagIt)'],
  proved: ['已核对：与原文逐字相同', 'proved: holds the source, character for character'],
  provedSpace: ['已核对：除空白外与原文相同', 'proved: holds the source but for white space'],
  unproved: ['核对未通过', 'the proof fails'],
  notProved: ['此格式不核对', 'this format is not proved'],
  fileName: ['文件', 'File'],
  kindHead: ['文种', 'Kind'],
  languageHead: ['语言', 'Language'],
  articlesHead: ['条数', 'Articles'],
  findingsHead: ['问题', 'Findings'],
  doubtHead: ['存疑', 'Doubtful'],
  confidenceHead: ['最低把握', 'Least certainty'],
  stateHead: ['状态', 'State'],
  waiting: ['待读', 'waiting'],
  of: ['共', 'of'],
  chapter: ['章节文件', 'Chapter'],
  lineN: ['行', 'Line'],
  pageN: ['页', 'page'],
  pagesN: ['页', 'pages'],
  blank: ['还没有文件', 'No document yet'],
  tooBig: ['文件超过 64 MB', 'The file is larger than 64 MB'],
};

/** @type {'zh' | 'en'} */
let language = 'en';

/** The language of the page. */
export const lang = () => language;

/** Chooses the language. @param {'zh' | 'en'} to */
export function speak(to) {
  language = to;
  document.documentElement.lang = to === 'zh' ? 'zh-Hans' : 'en';
  for (const e of document.querySelectorAll('[data-say]')) e.textContent = say(/** @type {HTMLElement} */ (e).dataset.say ?? '');
  for (const e of document.querySelectorAll('[data-label]')) e.setAttribute('aria-label', say(/** @type {HTMLElement} */ (e).dataset.label ?? ''));
}

/** A word in the language of the page. @param {string} word @returns {string} */
export const say = word => WORDS[word]?.[language === 'zh' ? 0 : 1] ?? word;

/** What levels and roles are called in Chinese. @type {Map<string, string>} */
const names = new Map();

/** Learns the names of levels and roles. @param {{ name: string, words: string }[]} all */
export function learn(all) {
  for (const n of all) names.set(n.name, n.words);
}

/** A level or a role in the language of the page. @param {string} name @returns {string} */
export const called = name => (language === 'zh' ? names.get(name) : undefined) ?? name;

/** What the server says in both languages. @param {{ zh: string, en: string }} both */
export const either = both => both[language];
