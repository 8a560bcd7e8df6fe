//! The one table of codes. A code, once published, keeps its meaning; numbers are not used again.
//!
//! `TW0xx` files and options, `TW1xx` characters and encodings, `TW2xx` structure and numbering, `TW3xx` pages and fonts.

use super::{Code, Severity};

macro_rules! table {
    ($($konst:ident $id:literal $name:literal $severity:ident $zh:literal $en:literal;)*) => {
        $(#[doc = $en] pub static $konst: Code =
            Code { id: $id, name: $name, severity: Severity::$severity, zh: $zh, en: $en };)*
        /// Every code, in order.
        pub static ALL: &[&Code] = &[$(&$konst),*];
    };
}

table! {
    NO_SUCH_FILE "TW001" "no-such-file" Error
        "找不到文件：{0}。" "there is no file {0}.";
    IS_DIRECTORY "TW002" "is-directory" Error
        "{0} 是文件夹，不是文件；请给出其中的文件。" "{0} is a folder; name the files in it.";
    UNREADABLE "TW003" "unreadable" Error
        "无法读取 {0}：{1}。" "{0} cannot be read: {1}.";
    EMPTY "TW004" "empty" Error
        "{0} 没有文字（空文件或只有空白）。" "{0} holds no text: it is empty or white space only.";
    NOT_TEXT "TW005" "not-text" Error
        "{0} 不是可读的文本：{1}。" "{0} cannot be read as text: {1}.";
    NO_READER "TW006" "no-reader" Error
        "{0} 是 {1} 文件，不能直接读取。{2}；可读的格式：{3}。" "{0} cannot be read as it is, for its format is {1}: {2}; formats that can be read: {3}.";
    NO_SUCH_FORMAT "TW007" "no-such-format" Error
        "没有名为“{0}”的格式；可用：{1}。" "there is no format “{0}”; available: {1}.";
    UNWRITABLE "TW008" "unwritable" Error
        "无法写入 {0}：{1}。" "{0} cannot be written: {1}.";
    OVERWRITES_INPUT "TW009" "overwrites-input" Error
        "输出 {0} 会覆盖输入文件；请另选 -o。" "the output {0} would overwrite an input; choose another -o.";
    SAME_OUTPUT "TW010" "same-output" Error
        "{0} 和 {1} 会写成同一个文件 {2}；请分别转换或改名。" "{0} and {1} would both be written to {2}; convert them apart or rename one.";
    STDOUT_TAKES_ONE "TW011" "stdout-takes-one" Error
        "-o - 只能输出一个输入的一种格式。" "-o - takes one input and one format.";
    STDIN_ONCE "TW012" "stdin-once" Error
        "标准输入（-）只能出现一次。" "standard input (-) can be named once only.";
    BAD_DATE "TW013" "bad-date" Error
        "“{0}”不是 YYYY-MM-DD 形式的日期。" "“{0}” is not a date of the form YYYY-MM-DD.";
    NO_SUCH_PROFILE "TW014" "no-such-profile" Error
        "没有名为“{0}”的版式；可用：{1}；自己的版式写成 .toml 文件。" "there is no profile “{0}”; available: {1}. A profile of your own is a .toml file.";
    BAD_FONT "TW015" "bad-font" Error
        "字体 {0} 不能使用：{1}。" "the font {0} cannot be used: {1}.";
    NO_FONT "TW016" "no-font" Error
        "没有可用的字体；请用 --font song=文件 指定。" "there is no font to set the text in; name one with --font song=FILE.";
    BAD_JSON "TW017" "bad-json" Error
        "{0} 不是本工具的 JSON 文档：{1}。" "{0} is not a document in this tool's JSON form: {1}.";
    BACKEND "TW018" "backend" Error
        "{0} 写不成 {1}：{2}。" "{0} could not be written as {1}: {2}.";
    TOO_LARGE "TW019" "too-large" Error
        "{0} 太大：上限为 {1} 字节。" "{0} is too large: the limit is {1} bytes.";
    NOTHING_TO_EXPLAIN "TW020" "nothing-to-explain" Error
        "{0} 是 {1} 格式，结构已经写明，没有可以解释的识别过程。" "{0} is in the {1} format, which states its structure; there is no recognition to explain.";
    TOO_DEEP "TW021" "too-deep" Error
        "{0} 的标签嵌套超过 {1} 层，不是正常的文件。" "{0} nests its elements more than {1} deep; no real document does.";
    BAD_XML "TW022" "bad-xml" Error
        "{0} 不是合格的 XML，{1}：{2}。" "{0} is not well-formed XML at {1}: {2}.";
    XML_DOCTYPE "TW023" "xml-doctype" Error
        "{0} 在 {1} 有 DOCTYPE 声明；为安全起见不读取，请删去。" "{0} has a document type declaration at {1}; it is refused for safety. Remove it.";
    XML_ENCODING "TW024" "xml-encoding" Error
        "{0} 声明编码 {1}，内容却不是；请改正声明或转换文件。" "{0} says it is in {1} and is not; mend the declaration or convert the file.";
    NOT_TEI "TW025" "not-tei" Error
        "{0} 的根元素是 {1}，不是 TEI 文件。" "{0} has the root element {1}; it is no TEI file.";
    NOT_OUR_TEI "TW026" "tei-profile" Error
        "{0} 自称由本工具写成，但 {1} 不合本工具的 TEI 规范：{2}。" "{0} says this tool made it, and breaks its TEI profile at {1}: {2}.";
    NO_EXTRACTOR "TW027" "cannot-verify" Error
        "{0} 不是可以核对的格式；可核对：{1}。" "{0} is in no format that can be verified; formats that can: {1}.";
    BROKEN_OUTPUT "TW028" "broken-output" Error
        "{0} 读不出文字：{1}。" "the text of {0} cannot be taken out: {1}.";
    BAD_NAME "TW029" "bad-name" Error
        "“{0}”不能作包名；只用英文字母、数字、连字符、下划线和句点。" "“{0}” cannot name a package; use ASCII letters, digits, hyphens, underscores and periods.";
    BAD_SETTINGS "TW030" "bad-settings" Error
        "设置文件 {0} 第 {1} 行有误：{2}。" "the settings in {0} are wrong at line {1}: {2}.";
    BAD_COVER "TW031" "bad-cover" Error
        "{0} 不能用作封面图片：{1}。" "{0} cannot be the picture of a cover: {1}.";
    ONE_INPUT_ONLY "TW032" "one-input-only" Error
        "{0} 只能用于一个输入；多个输入请各放一份 名称.corrections.toml。" "{0} goes with one input; for several put a NAME.corrections.toml beside each.";
    NOTHING_TO_CORRECT "TW033" "nothing-to-correct" Error
        "{0} 的结构已经写明，不能再更正；请更正它的原文。" "{0} states its structure, and nothing is recognised in it; correct the source that it was made of.";
    BAD_PIN "TW034" "bad-pin" Error
        "--pin “{0}”：{1}。" "--pin “{0}”: {1}.";
    EXISTS "TW035" "exists" Error
        "{0} 已经存在，没有覆盖；请另选输出，或去掉 --no-clobber。" "{0} is there and was left alone; choose another output, or leave out --no-clobber.";
    OVERWRITTEN "TW036" "overwritten" Note
        "覆盖了原有的 {0}。" "{0} was there and is replaced.";
    NEEDS_SOURCE "TW037" "needs-source" Error
        "{0} 不是原文，而是由原文做成的；请用 --source 给出原文 {1}。" "{0} is no source but was made of one; name that, {1}, with --source.";
    NOT_THE_SOURCE "TW038" "not-the-source" Error
        "{0} 不是 {1} 的原文：{2}。" "{0} is not the file that {1} was made of: {2}.";
    UNPROVED_PACKAGE "TW039" "unproved-package" Error
        "{0} 没有打包，因为这样的包核对不过：{1}。" "{0} was not packaged, for the package would not be proved: {1}.";

    BAD_SET "TW040" "bad-set" Error
        "“{0}”不能这样设定：{1}。" "“{0}” cannot be set: {1}.";
    BROKEN_DOCX "TW041" "broken-docx" Error
        "{0} 不是完整的 Word 文件：{1}。" "{0} is no whole Word file: {1}.";
    FACT_OF_ONE "TW042" "fact-of-one" Error
        "{1} 里的 {0} 只属于一个文件，不能用于 {2} 个输入；请在每个输入旁放一份 名称.toml，或用 --metadata-csv。" "{0} in {1} is about one document and cannot be said of {2}; put a NAME.toml beside each, or use --metadata-csv.";
    BAG_PER_INPUT "TW043" "bag-per-input" Error
        "{0} 个输入各做一个包：{1} 只能用于一个输入；请给出文件夹，不要指定名称。" "each of {0} inputs gets a package of its own, and {1} goes with one; name a folder and no package.";
    NOT_A_BAG "TW044" "not-a-bag" Error
        "{0} 已经存在，而且不是存档包，没有替换；请另选名称或位置。" "{0} is there and is no package; it was not replaced. Choose another name or place.";
    NOTHING_IN_FOLDER "TW045" "nothing-to-verify" Error
        "{0} 里没有可以核对的文件；可核对：存档包和 {1}。" "there is nothing in {0} that can be verified; packages can, and {1}.";
    BROKEN_ODT "TW046" "broken-odt" Error
        "{0} 不是完整的 OpenDocument 文字文件：{1}。" "{0} is no whole OpenDocument text: {1}.";
    LOCKED_OFFICE "TW047" "locked-office" Error
        "{0} 加了密码；请在 LibreOffice、WPS 或 Word 里打开，去掉密码再存。" "{0} is encrypted; open it in LibreOffice, WPS or Word and save it without a password.";
    BROKEN_EPUB "TW048" "broken-epub" Error
        "{0} 不是完整的 EPUB 书：{1}。" "{0} is no whole EPUB book: {1}.";
    NOT_AKN "TW049" "not-akn" Error
        "{0} 的根元素是 {1}，不是 Akoma Ntoso 文件。" "{0} has the root element {1}; it is no Akoma Ntoso file.";
    BAD_STRUCTURE "TW050" "bad-structure" Error
        "{0} 的结构读不成文档：{1}。" "the structure of {0} makes no sound document: {1}.";
    NOT_EGOV "TW051" "not-egov" Error
        "{0} 的根元素是 {1}，里面没有法令標準XML 的 Law。" "{0} has the root element {1}; there is no Law of 法令標準XML in it.";
    LOCKED_EPUB "TW052" "locked-epub" Error
        "{0} 的内容加了密（数字版权保护）；请向出版者索取没有加密的版本。" "the content of {0} is encrypted (digital rights management); ask its publisher for a copy that is not.";
    NO_JAPANESE_LAW "TW053" "no-japanese-law" Error
        "{0} 写不成法令標準XML：{1}。" "{0} cannot be written as 法令標準XML: {1}.";
    BROKEN_RTF "TW061" "broken-rtf" Error
        "{0} 不是 RTF 文件：{1}。" "{0} is no RTF file: {1}.";
    BROKEN_DOC "TW062" "broken-doc" Error
        "{0} 不是完整的 Word 97–2003 文件：{1}。" "{0} is no whole file of Word 97–2003: {1}.";
    OLD_DOC "TW063" "old-doc" Error
        "{0} 是 Word 95 或更早的文件，不能直接读取；请用 Word、WPS 或 LibreOffice 另存为 .docx（soffice --headless --convert-to docx 文件）。" "{0} is a file of Word 95 or older, which cannot be read as it is; save it as .docx in Word, WPS or LibreOffice (soffice --headless --convert-to docx FILE).";
    BAD_ARGUMENTS "TW068" "bad-arguments" Error
        "参数有误：{0}。{1} 有说明。" "the arguments are wrong: {0}. {1} tells more.";
    NO_EFFECT "TW069" "no-effect" Note
        "{0} 对 {1} 没有作用。" "{0} has no effect on {1}.";
    NO_INPUTS "TW070" "no-inputs" Error
        "{0} 里没有可读的文件{1}。" "there is no file in {0} that can be read{1}.";
    OUTPUT_IS_INPUT "TW071" "output-is-input" Error
        "输出会写进输入文件夹 {1}，下次就分不清输入和输出；请把 -o {0} 换成别的文件夹。" "outputs would go into the folder {1} that inputs come from, and be inputs the next time; choose another folder than -o {0}.";
    BAD_MANIFEST "TW072" "bad-manifest" Error
        "清单 {0} 第 {1} 行有误：{2}。" "the manifest {0} is wrong at line {1}: {2}.";
    LONGER_NAMES "TW073" "longer-names" Note
        "{0} 和 {1} 同名，输出文件名保留各自的扩展名。" "{0} and {1} have the same name, so that the names of their outputs keep the extensions.";
    NOT_A_DOCUMENT "TW074" "not-a-document" Note
        "跳过了文件夹里的 {0}：{1}。" "{0} of a folder was left out: {1}.";
    DISK_FULL "TW075" "disk-full" Error
        "磁盘已满，写不下 {0}；请腾出空间，或另选位置。" "the disk is full: {0} cannot be written; make room or choose another place.";
    INTERNAL "TW076" "internal" Error
        "处理 {0} 时程序内部出错，这是本工具的缺陷：{1}。" "{0} made the program fail inside, which is a fault of the program: {1}.";
    STOPPED "TW077" "stopped" Error
        "已停止，还有 {0} 个输入没有处理；{1}。" "stopped with {0} inputs left; {1}.";
    NO_PARQUET "TW078" "no-parquet" Error
        "这个程序编译时没有带上 Parquet；请用 cargo build --release --features parquet 编译，或用 Python 包里的 tiaowen 命令。" "this build makes no Parquet; build it with cargo build --release --features parquet, or use the command tiaowen of the Python package.";
    NO_TABLES "TW079" "no-tables" Error
        "运行中途停止，没有写数据表；全部做完时才写，原有的表没有改动。" "the run was stopped and wrote no tables: they are of whole runs; those that were there are as they were.";
    MORE_ALIKE "TW089" "folded" Note
        "还有 {0} 条同类的 [{1}] 没有逐条列出；--findings json 给出全部。" "{0} more like those above [{1}] are not listed; --findings json gives all of them.";
    NO_CONTENT "TW091" "no-content" Error
        "{0} 这一行没有内容。" "the row of {0} has no content.";
    PROCESS_DIED "TW092" "process-died" Error
        "{0}：处理它的进程中途结束（{1}），共试 {2} 次；可能是内存不足。" "{0}: the process that converted it died ({1}), {2} times; memory may have run out.";
    TOO_SLOW "TW093" "time-limit" Error
        "{0}：{1} 秒之内没有做完，共试 {2} 次。" "{0} was not done within {1} seconds, {2} times.";
    BAD_BATCH "TW094" "bad-batch" Error
        "这一批里没有可用的“{0}”列；有：{1}。" "the batch has no column “{0}” that can be used; it has: {1}.";

    SUSPICIOUS_CHARACTER "TW101" "suspicious-character" Warning
        "有控制字符或私用字符 {0}，按原样保留，请核对原件。" "a control or private-use character {0} is kept as it is; check it against the original.";
    NOT_IN_XML "TW102" "not-in-xml" Warning
        "字符 {0} 不能写进 {1}，{3} 处都代之以“{2}”。" "the character {0} cannot stand in {1}; “{2}” stands for it ({3} times).";
    COMPATIBILITY_CHARACTER "TW103" "compatibility-character" Note
        "兼容字符 {0}（“{1}”）看上去与常用字相同，检索时会漏掉。" "the compatibility character {0} (“{1}”) looks like an ordinary one and will be missed by searches.";

    ENCODING_GUESS "TW104" "encoding-guess" Note
        "文件没有注明编码，按 {0} 读取；若有误，请转成 UTF-8。" "the file does not say its encoding; it was read as {0}. Convert it to UTF-8 if that is wrong.";
    MALFORMED_BYTES "TW105" "malformed-bytes" Warning
        "字节 {0} 不是 {1} 字符，代之以“�”；请核对原件。" "the bytes {0} are no character of {1}; “�” stands for them. Check the original.";
    FLATTENED "TW106" "markup-not-kept" Note
        "这是别处制作的文件，只取其文字；元素 {0} 的标记没有保留。" "the file was made elsewhere and was read for its text; the markup of {0} is not kept.";
    LEFT_OUT "TW111" "left-out" Note
        "网页有 {0} 字没有读入（“{1}”）：{2}；可用 --keep all 全部保留。" "{0} characters of the page were left out (“{1}”): {2}. --keep all keeps everything.";
    LEFT_OUT_LABEL "TW112" "left-out-labelled" Warning
        "网页有 {0} 字没有读入（“{1}”），其中有条款编号或标题：{2}；请核对，可用 --keep all 全部保留。" "{0} characters of the page were left out (“{1}”), and a label or the title is among them: {2}. Check them; --keep all keeps everything.";
    UNSEEN "TW113" "not-shown" Note
        "网页有 {0} 字不显示，没有读入（“{1}”）：{2}。" "{0} characters that the page does not show were left out (“{1}”): {2}.";
    UNSEEN_LABEL "TW114" "not-shown-labelled" Warning
        "网页有 {0} 字不显示，没有读入（“{1}”），其中有条款编号或标题：{2}；请核对。" "{0} characters that the page does not show were left out (“{1}”), and a label or the title is among them: {2}. Check them.";
    LINK_AS_TEXT "TW115" "link-as-text" Note
        "有 {0} 个链接不指向 http、https 或 mailto 地址（{1}），只保留文字。" "{0} links lead to no http, https or mailto address ({1}); their text is kept.";
    PICTURE_AS_TEXT "TW116" "picture-as-text" Warning
        "图片 {0} 没有数据，以替代文字“{1}”表示；网页的图片可用 --images 文件夹 给出。" "the data of the picture {0} are not there; its alternative text “{1}” stands for it. --images DIR gives the pictures of a saved page.";
    PICTURE_LEFT_OUT "TW117" "picture-left-out" Warning
        "图片 {0} 没有数据也没有替代文字，没有读入；网页的图片可用 --images 文件夹 给出。" "the picture {0} has no data and no alternative text and was left out. --images DIR gives the pictures of a saved page.";

    TRACKED_CHANGES "TW121" "tracked-changes" Warning
        "有修订：插入 {0} 处、删除 {1} 处；处理方式：{2}（--revisions accept 接受、reject 拒绝、mark 标出）。" "there are tracked changes, {0} insertions and {1} deletions; done with them: {2} (--revisions accept, reject or mark).";
    HIDDEN_TEXT "TW122" "hidden-text" Warning
        "隐藏文字 {0} 字没有读入。" "{0} characters of hidden text were left out.";
    COMMENTS "TW123" "comments-left-out" Note
        "批注 {0} 条没有读入；可用 --comments keep 作为注释保留。" "{0} comments were left out; --comments keep keeps them as notes.";
    PAGE_HEADS "TW124" "page-heads-left-out" Note
        "页眉页脚 {0} 处（共 {1} 字）没有读入。" "{0} headers and footers ({1} characters) were left out.";
    PICTURES "TW125" "pictures-left-out" Warning
        "没有替代文字的图片 {0} 张没有读入。" "{0} pictures without alternative text were left out.";
    EMBEDDED "TW126" "embedded-left-out" Warning
        "嵌入的 {0} {1} 处没有读入。" "{1} embedded objects ({0}) were left out.";
    BROKEN_PART "TW127" "broken-part" Warning
        "文件的一部分 {0} 读不出来，没有用上：{1}。" "the part {0} cannot be read and was not used: {1}.";

    BOOK_LEFT_OUT "TW128" "book-left-out" Note
        "书里的导航、回链和印本页码共 {0} 字没有读入。" "{0} characters of navigation, links back and numbers of printed pages of the book were left out.";
    BROKEN_PDF "TW140" "broken-pdf" Error
        "{0} 不是完整的 PDF 文件：{1}。" "{0} is no whole PDF file: {1}.";
    LOCKED_PDF "TW141" "locked-pdf" Error
        "{0} 加了密码；请用 --password-file 文件 给出密码。" "{0} is encrypted; give its password with --password-file FILE.";
    WRONG_PASSWORD "TW142" "wrong-password" Error
        "{0} 的密码不对；请核对 --password-file 文件的第一行。" "the password of {0} is another one; check the first line of the --password-file.";
    PAGES_MISSING "TW143" "pages-missing" Error
        "{0} 共 {1} 页，有 {2} 页读不出文字：{3}。扫描页请先识别文字（如 ocrmypdf -l chi_sim 文件 新文件）；确实不要这些页，可用 --allow-missing-pages。" "{0} has {1} pages, and {2} of them give no text: {3}. Have scanned pages recognised first (ocrmypdf -l chi_sim FILE NEW); --allow-missing-pages leaves them out.";
    PAGES_LEFT_OUT "TW144" "pages-left-out" Warning
        "这些页没有读入：{0}。" "pages were left out: {0}.";
    UNKNOWN_GLYPHS "TW145" "unknown-glyphs" Warning
        "有 {0} 个字形查不出是什么字，代之以“�”（第 {1} 页起）；请核对原件。" "nothing says what {0} glyphs stand for; “�” stands for them (from page {1} on). Check the original.";
    FOLDED "TW146" "folded-characters" Note
        "有 {0} 个字在文件里记作部首、兼容字或竖排形式，读成了通用的字（“{1}”→“{2}”）。" "{0} characters that the file names as radicals, compatibility or vertical forms were read as the ordinary ones (“{1}” → “{2}”).";
    PAGE_NUMBERS "TW147" "page-numbers-left-out" Note
        "页码 {0} 处（如“{1}”）没有读入。" "{0} page numbers, such as “{1}”, were left out.";
    RUNNING_HEADS "TW148" "running-heads-left-out" Note
        "各页重复的页眉页脚 {0} 行（共 {1} 字，如“{2}”）没有读入。" "{0} lines that pages repeat at their edges ({1} characters, such as “{2}”) were left out.";
    ARTIFACTS "TW149" "artifacts-left-out" Note
        "文件标明不属正文的 {0} 字（如“{1}”）没有读入。" "{0} characters that the file marks as no part of its text (such as “{1}”) were left out.";
    ASKEW "TW150" "askew-left-out" Warning
        "斜放或转向的 {0} 字（如“{1}”）是水印或印章，没有读入。" "{0} characters that stand askew or turned (such as “{1}”), a watermark or a stamp, were left out.";
    STAMPS "TW151" "stamps-left-out" Warning
        "有文字的印章、批注、表单 {0} 处没有读入。" "{0} stamps, notes or fields that are laid over the pages were left out.";
    UNSEEN_TEXT "TW152" "unseen-text-left-out" Warning
        "页面不显示的 {0} 字没有读入。" "{0} characters that the pages do not show were left out.";
    BEHIND_PICTURE "TW153" "text-behind-picture" Warning
        "有 {0} 页（第 {1} 页起）是图像，文字由识别软件加在后面，可能有错，请核对。" "{0} pages (from page {1} on) are pictures with the text of a recognition program behind them, which may be wrong; check it.";
    PAGE_PICTURES "TW154" "pictures-not-read" Note
        "图像 {0} 幅没有读入。" "{0} pictures were left out.";
    ENTRY_NUMBERS "TW155" "contents-page-numbers" Note
        "目录里的页码 {0} 处没有读入。" "{0} page numbers in the table of contents were left out.";
    HYPHENS "TW156" "line-end-hyphens" Note
        "行末断词的连字符 {0} 处没有读入。" "{0} hyphens that break words at the ends of lines were left out.";
    RESTRICTED "TW157" "restricted-pdf" Note
        "文件加了权限密码，打开无须密码；请注意使用限制。" "the file is encrypted to restrict its use, and opens without a password; mind the restrictions.";
    MUCH_LEFT_OUT "TW158" "much-left-out" Warning
        "网页的成段文字有 {0} 字没有读入，读入的有 {1} 字；请核对，可用 --keep all 全部保留。" "{0} characters of running text were left out of the page, beside {1} that stay. Check them; --keep all keeps everything.";
    EDITED_BOOK "TW159" "edited-book" Warning
        "{0} 自称由本工具写成，但后来改过（{1}）；按普通的书识别。" "{0} says that this tool made it, and was changed since ({1}); it is recognised like any other book.";
    BAD_TEMPLATE "TW160" "bad-template" Error
        "{0} 不能用作模板：{1}。" "{0} cannot be the template: {1}.";

    NUMBER_GAP "TW201" "numbering-gap" Warning
        "“{0}”之前缺号：上一个是“{1}”。" "“{0}” does not follow its predecessor “{1}”: a number is missing.";
    NUMBER_REPEAT "TW202" "numbering-repeat" Warning
        "“{0}”与前面的“{1}”编号重复。" "“{0}” repeats the number of “{1}”.";
    NUMBER_ORDER "TW203" "numbering-order" Warning
        "“{0}”的次序不对：它在“{1}”之后。" "“{0}” is out of order: it comes after “{1}”.";
    EMPTY_PROVISION "TW204" "empty-provision" Warning
        "“{0}”之后没有文字。" "“{0}” has no text.";
    NO_PROVISIONS "TW205" "no-provisions" Note
        "没有找到带编号的条款，全文按段落处理。" "no numbered provision was found; the text is kept as paragraphs.";
    NUMBER_RESTART "TW206" "numbering-restart" Note
        "“{0}”重新从 1 编号，上一个是“{1}”。" "“{0}” begins the numbering again after “{1}”.";
    FORM_CHANGE "TW207" "label-form-change" Warning
        "编号写法中途改变：“{1}”之后是“{0}”。" "the form of the labels changes midway: “{0}” follows “{1}”.";
    MIXED_WIDTH "TW208" "mixed-width-labels" Warning
        "编号全角半角混用：“{1}”之后是“{0}”。" "full-width and half-width labels are mixed: “{0}” follows “{1}”.";
    NOT_IN_BODY "TW209" "contents-not-in-body" Warning
        "目录有“{0}”，正文没有相同的标题。" "the table of contents lists “{0}”, and no heading of the text says so.";
    NOT_IN_CONTENTS "TW210" "heading-not-in-contents" Warning
        "正文标题“{0}”没有列入目录。" "the heading “{0}” is not in the table of contents.";
    EMPTY_HEADING "TW211" "empty-heading" Warning
        "“{0}”没有标题文字。" "“{0}” is a heading without text.";
    UNCLOSED_QUOTATION "TW212" "unclosed-quotation" Warning
        "“{0}”没有配对的引号。" "the quotation mark {0} has no counterpart.";
    PIN_MISFIT "TW213" "pin-misfit" Warning
        "第 {0} 行的更正写的是“{1}”，原文那里是“{2}”；没有使用，请核对行号和开头的字。" "the correction at line {0} is for “{1}”, and “{2}” stands there; it was not used. Check its line and first characters.";
    PIN_MOVED "TW214" "pin-moved" Warning
        "第 {0} 行的更正写的是“{1}”，这一行现在是第 {2} 行；没有使用，请改行号。" "the correction at line {0} is for “{1}”, which is line {2} now; it was not used. Change its line.";
    PIN_AMBIGUOUS "TW215" "pin-ambiguous" Warning
        "第 {0} 行有不止一处以“{1}”开头；没有使用这一更正，请用 column 指明是第几个字。" "more than one unit of line {0} begins with “{1}”; the correction was not used. Say which by column.";
    PIN_WORDS "TW216" "pin-words" Warning
        "第 {0} 行的更正里的“{1}”在那里有 {2} 处，应当正好一处；没有使用，请多写几个字。" "the correction at line {0} names “{1}”, which stands there {2} times instead of once; it was not used. Quote more characters.";
    PIN_NOT_FOLLOWED "TW217" "pin-not-followed" Warning
        "第 {0} 行的更正“{1}”与前后文相抵触，没有照办。" "the correction “{1}” at line {0} was not followed: what stands around it leaves it no place.";

    PAGE_LINE "TW219" "page-line" Note
        "有 {0} 行是页码（如“{1}”），不属正文，没有编入。" "{0} lines are page numbers, such as “{1}”; they are no part of the text and were left out of the structure.";
    DOUBTFUL "TW221" "doubtful" Note
        "有 {0} 处编号不能确定怎样读，如“{1}”（{2}%）；outline --explain 说明理由，更正可以定下来。" "{0} numbered units could be read otherwise, such as “{1}” ({2} %); outline --explain says why, and corrections settle it.";

    GUESSED_SOURCE "TW230" "guessed-source" Note
        "发文机关“{0}”取自署名，没有人确认；有误可用 --set source=… 改正。" "the issuing body “{0}” is taken from the signature, and nobody confirmed it; --set source=… corrects it.";
    NUMBER_START "TW231" "numbering-start" Warning
        "编号从“{0}”开始，前面没有第一个。" "the numbering begins with “{0}”; there is no first one before it.";
    LIST_START "TW232" "list-start" Warning
        "这一列从“{0}”开始，前面没有第一项。" "this list begins with “{0}”; its first item is missing.";
    ALTERNATING "TW233" "alternating-labels" Warning
        "编号写法交替：“{1}”之后又是“{0}”。" "two forms of labels alternate: “{0}” follows “{1}” again.";
    DANGLING "TW240" "dangling-reference" Warning
        "“{0}”指向的条文在本文中不存在，或不止一处。" "“{0}” refers to a provision that this document does not have, or has more than once.";
    MISSING_PART "TW241" "missing-part" Warning
        "“{0}”：所指的条没有这一款或项。" "“{0}”: the article has no such paragraph or item.";
    NOTHING_BEFORE "TW242" "nothing-before" Warning
        "“{0}”之前没有它所指的内容。" "nothing of the kind that “{0}” refers to stands before it.";
    BACKWARDS "TW243" "range-backwards" Warning
        "“{0}”是一个范围的末端，却在起点之前。" "the range that ends in “{0}” ends before it begins.";
    TERM_TWICE "TW244" "term-twice" Warning
        "术语“{0}”重复定义（前一处：{1}）。" "the term “{0}” is defined again (first: {1}).";
    TERM_UNUSED "TW245" "term-unused" Note
        "术语“{0}”定义后没有使用。" "the term “{0}” is defined and never used.";
    TERM_EARLY "TW246" "term-early" Note
        "术语“{0}”在定义之前已经使用。" "the term “{0}” stands before it is defined.";
    TITLE_NEAR "TW247" "title-near" Warning
        "引用的《{0}》与《{1}》只差一个字，请核对。" "the cited title {0} is one character off from {1}. Check it.";
    GLYPH_MISSING "TW301" "glyph-missing" Warning
        "字体里没有 {0}（“{1}”），共 {2} 处，画成方框；可用 --font 指定含此字的字体。" "no font has {0} (“{1}”), {2} times; a box is drawn. Name a font that has it with --font.";
    FONT_FALLBACK "TW302" "font-fallback" Note
        "{0}体没有 {1} 个字（{2}），改用{3}。" "the face {0} lacks {1} characters ({2}); they are set in {3}.";
    FACE_REPLACED "TW303" "face-replaced" Note
        "没有{0}字体，改用{1}；可用 --font {2}=文件 指定，哪里有免费的见 tiaowen fonts --install-hint。" "there is no {0} face; {1} stands in. Name one with --font {2}=FILE; tiaowen fonts --install-hint says where free ones are.";
    REGIONAL_FORMS "TW304" "regional-forms" Note
        "内嵌字体只有简体中文字形，{0}文字的地区字形可能不同；可用 --font 指定。" "the embedded faces have Simplified Chinese forms only; {0} text may want regional forms. Name a font with --font.";
    UNBREAKABLE "TW305" "unbreakable" Warning
        "有一串字符比一行还长，只好从中间断开。" "a run of characters is longer than a line and was broken inside.";
    RIGHT_TO_LEFT "TW306" "right-to-left" Warning
        "有从右向左书写的文字，没有字体能按它的书写规则排；请在 PDF 里核对。" "no face sets the text that is written from right to left by its rules; check it in the PDF.";
    LOOSE_LINE "TW307" "loose-line" Note
        "这一段有一行字距过大，排不密。" "a line of this paragraph is set loose: nothing in it can be broken better.";
    FONTS_EMBEDDED "TW308" "fonts-embedded" Note
        "{0} 里嵌入了 {1} 个字体子集，共 {2} KiB。" "{1} font subsets are embedded in the {0}, {2} KiB together.";
    SCRIPT_MISSING "TW309" "script-missing" Warning
        "没有字体含有{0}，共 {1} 个字，画成了方框；请安装 {2}，或用 --font 指定字体。" "no font has {0}: {1} characters, drawn as boxes. Install {2}, or name a font with --font.";
    VARIANT_MISSING "TW310" "variant-missing" Note
        "“{0}”要的字形（异体字序列 {1}）字体里没有，画成了通常的字形，共 {2} 处；文字里的选择符还在。" "no font has the form of “{0}” that is asked for (variation sequence {1}); the usual one is drawn, {2} times. The selector is still in the text.";
    MARK_LOST "TW320" "mark-not-kept" Warning
        "{0} 不能表示{1}，共 {3} 处：文字还在，标记没有，意思可能不同，请核对。" "{0} cannot carry {2} ({3} times): the text is there and the mark is not, which may change its meaning. Check it.";
    LOOK_LOST "TW321" "look-not-kept" Note
        "{0} 不能表示{1}，共 {3} 处；文字不受影响。" "{0} cannot carry {2} ({3} times); the text is not touched.";
    LINK_NOT_KEPT "TW322" "link-not-kept" Warning
        "链接“{0}”不是 http、https 或 mailto 地址，只保留文字。" "the link “{0}” is no http, https or mailto address; only its text is kept.";
    PICTURE_MISSING "TW323" "picture-missing" Warning
        "图片没有数据，只保留替代文字。" "there are no data for a picture; only its alternative text is kept.";
    PICTURE_NOT_SHOWN "TW324" "picture-not-shown" Warning
        "{0} 不能显示图片 {1}：{2}；只保留替代文字。" "{0} cannot show the picture {1}: {2}; only its alternative text is kept.";
    PLACE_LOST "TW325" "place-not-kept" Warning
        "{0} 没有地方写{1}，共 {3} 处：文字写在最近的地方，请核对。" "{0} has no place for {2} ({3} times); the text stands at the nearest one. Check it.";

    UNLOCKED "TW330" "unlocked-pdf" Note
        "文件加了密码，读出的文字和由此写成的文件没有加密；请注意保管。" "the file is encrypted; its text, and what is made of it, is not. Mind who may have it.";

    TEMPLATE_LACKS "TW340" "template-lacks-styles" Note
        "模板 {0} 没有这些样式，用版式自带的：{1}。" "the template {0} has no such styles, and those of the profile are used: {1}.";
    STYLE_ASKS_FOR_FILE "TW341" "style-asks-for-file" Warning
        "样式表要用文件 {1}，{0} 里没有；请改为 data: 写在样式表里，或者删去。" "the style sheet asks for the file {1}, which the {0} does not hold; write it there as data: or leave it out.";
    COVER_NOT_DRAWN "TW342" "cover-not-drawn" Warning
        "封面没有画成 PNG，仍是 SVG：{0}；请用 --font 或 --font-dir 给出有它的字体，或者用 --cover 给一张图片。" "the cover could not be drawn as PNG and stays SVG: {0}; name a font that can with --font or --font-dir, or a picture with --cover.";
    UNKNOWN_CODE_PAGE "TW343" "unknown-code-page" Warning
        "文件的代码页 {0} 无法识别，按 Windows-1252 读；请核对文字。" "the code page {0} of the file is not known; it was read as Windows-1252. Check the text.";
    TITLES_ALIKE "TW350" "titles-alike" Note
        "《{0}》与《{1}》只差一个字，引用次数相同；如果有一个是笔误，请核对。" "the titles {0} and {1} differ in one character and are cited as often. Check them, if one is a slip.";
    TOO_MUCH_MEMORY "TW370" "too-much-memory" Error
        "{0} 有 {1} 段（条、款、项等），写成文件估计要用 {2} MiB 内存，超过上限 {3} MiB；请把原文分成几个文件，或放宽上限，如 --max-memory 16G。" "{0} has {1} paragraphs and provisions; to write it would take some {2} MiB of memory, and the limit is {3} MiB. Part the text into several files, or allow more: --max-memory 16G.";
    NOT_VERTICAL "TW380" "not-vertical" Note
        "{0} 没有竖排：{1}。" "the {0} has no vertical lines: {1}.";
    OTHER_NAME "TW398" "name-of-another-format" Warning
        "{0} 里写的是 {1}，文件名的结尾却是 {2} 的，打开它的程序会认错；请改文件名，或改 --to。" "{0} holds {1}, and its name ends as that of {2} does, which programs will take it for; change the name, or --to.";
    CANNOT_SERVE "TW401" "cannot-serve" Error
        "工作台没有开起来：{0}；请换一个 --port，或者不写让它自选。" "the workbench cannot be opened: {0}; name another --port, or none to have a free one taken.";
}

#[cfg(test)]
mod tests {
    use super::ALL;
    use std::collections::HashSet;

    #[test]
    fn codes_and_names_are_unique_and_ordered() {
        let mut names = HashSet::new();
        for pair in ALL.windows(2) {
            assert!(pair[0].id < pair[1].id, "{} before {}", pair[0].id, pair[1].id);
        }
        for code in ALL {
            assert!(names.insert(code.name), "{}", code.name);
            assert!(code.zh.ends_with('。') && code.en.ends_with('.'), "{}", code.id);
        }
    }
}
