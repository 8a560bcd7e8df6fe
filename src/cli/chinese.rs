//! Help in Chinese: the same commands and options with other words. An option that has none here keeps its English ones.

use clap::{Arg, ArgAction, Command};

/// What the commands do.
const COMMANDS: &[(&str, &str)] = &[
    ("convert", "转换文件"),
    ("bind", "合订成册"),
    ("check", "检查文件，列出可疑之处"),
    ("verify", "核对输出与原文"),
    ("package", "生成存档包"),
    ("outline", "显示识别出的结构"),
    ("profile", "把版式导出成文件，作为自己版式的起点"),
    ("fonts", "列出各字体角色用哪个字体"),
    ("formats", "列出可读写的格式"),
    ("serve", "打开工作台：在一页上看、更正、取文件"),
    ("completions", "输出命令行补全脚本"),
    ("man", "输出手册页"),
    ("help", "显示帮助"),
];

/// What options and arguments are, by command where it differs (`verify files`), else by name.
const OPTIONS: &[(&str, &str)] = &[
    ("allow_missing_pages", "PDF：没有文字的页（如扫描页）略去，不因此放弃整个文件"),
    ("bind inputs", "各文件，按次序；- 是标准输入"),
    ("bind output", "汇编文件，名称以 .pdf、.docx、.epub 等结尾；可重复"),
    ("check inputs", "要检查的文件、文件夹或通配符；- 是标准输入"),
    ("color", "颜色：auto 在终端上用，always 总用，never 不用；环境变量 NO_COLOR 也使它不用"),
    ("comments", "办公文件：批注怎么办，drop 不读入，keep 作为注释"),
    ("corrections", "人工更正结构的 TOML 文件；不写则用输入旁的 名称.corrections.toml"),
    ("cover_format", "EPUB：排成的封面存为 svg，或 png（有些书店和阅读器不收 SVG）"),
    ("cover", "EPUB：封面图片（PNG、JPEG、GIF、WebP、SVG）；不写则用题名排成封面"),
    ("css", "HTML、EPUB：自己的样式表（CSS），接在自带的之后"),
    ("date", "写进文件的日期；不写则用环境变量 SOURCE_DATE_EPOCH（1970 年以来的秒数），也没有就不写日期"),
    ("durable", "文件确实写到磁盘后才改成正式的名称：较慢，断电也安全"),
    ("install_hint", "本机所缺的字体，哪里有免费的，怎样安装"),
    ("embed_fonts", "EPUB、DOCX 带上所用的字体，只含用到的字"),
    ("explain", "逐行说明：可能的读法、支持和反对的理由、为什么这样定"),
    ("fail_fast", "一个输入失败就停止"),
    ("follow_links", "也进入链接到的文件夹"),
    (
        "font",
        "指定字体文件，写作 角色=文件（song、xiaobiaosong、hei、kai、fangsong）；可重复；文件#名称 取集合中的一个字体，文件#wght=500 取可变字体的一种粗细",
    ),
    ("font_dir", "另有字体的文件夹；可重复"),
    ("check format", "结果的形式：text 逐行写到标准错误，json、sarif 写到标准输出；不写则同 --findings"),
    ("findings", "问题和错误写到标准错误的形式：text 给人看，json、sarif 给程序"),
    ("format", "结果的形式：text 给人看，json 给程序"),
    ("fragment", "HTML：只要正文，以便放进别的网页"),
    ("from", "输入的格式；不写则看内容和文件名"),
    ("help", "显示帮助"),
    ("hidden", "文件夹里的隐藏文件也要"),
    ("images", "网页：存网页时一起存下的图片文件夹；不读文件夹以外的东西"),
    ("input", "文件；- 是标准输入"),
    ("inputs", "输入的文件、文件夹或通配符；- 是标准输入，有内容传来而没有写输入时也是"),
    ("link", "先把全部输入读一遍，让它们按名称互相引用之处通到本次的文件"),
    ("jobs", "同时处理几个输入；不写则按处理器个数"),
    ("keep", "网页：document 只要正文，all 导航等也保留"),
    ("lang", "提示的语言：zh 中文，en 英文；不写则按系统语言"),
    ("language", "选地区字形用的语言"),
    ("licence", "写进文件的许可声明"),
    (
        "manifest",
        "输入的清单：一行一个路径，或 JSON Lines，可为每份文件写明输出、格式、著录、更正、版式；- 是标准输入",
    ),
    ("marks", "DOCX：删除和插入的文字，shown 画线，revisions 作为修订"),
    ("max_memory", "按段数和字数估计，写成文件要用的内存超过这个大小的不写：500M、4G"),
    ("max_size", "超过这个大小的文件不读：500k、20M、1G；不写则只有各格式自己的上限"),
    ("max_chars", "JSON Lines：一条记录最多几个字；更长的条在款、项之间分开"),
    ("metadata", "著录文件（TOML）；不写则用输入旁的 名称.toml"),
    ("metadata_csv", "一行一个文件的著录表（CSV）：第一列叫“文件”，其余列是著录项"),
    ("name", "包名：英文字母、数字、连字符、下划线、句点；不写则取自原文的散列值"),
    ("no_clobber", "不覆盖已有的文件"),
    ("no_config", "不用 .tiaowen.toml 里的选项"),
    ("no_ignore", ".gitignore、.ignore 排除的文件也要"),
    ("no_system_fonts", "不用本机已装的字体，只用 --font 和 --font-dir 给的：在哪台机器上都得到同样的文件"),
    ("numbering", "DOCX 的编号：auto 用 Word 自动编号（与原文相同时），literal 写成文字"),
    ("open", "在浏览器里打开"),
    ("serve paths", "可选的文件夹或文件；不写则拖入或粘贴"),
    ("port", "127.0.0.1 上的端口；不写则自选"),
    ("output", "输出：文件（一个输入、一种格式）、文件夹，或 - 表示标准输出"),
    ("man out", "放各命令手册页的文件夹"),
    ("package output", "放存档包的文件夹；一个输入也可以是 .zip 文件，或 - 表示向标准输出写 zip"),
    ("package inputs", "要打包的文件、文件夹或通配符，各做一个包；- 是标准输入"),
    ("password_file", "PDF：第一行是加密文件密码的文件"),
    (
        "pin",
        "更正结构，如 12=article、12:5=role:signature、12=heading-ends:总则、12=join、12=none；可重复。写进更正文件并显示结果",
    ),
    (
        "profile",
        "版式，即页面的样子：statement、law、book、gbt9704、zhipai、tate，或改动其一的 TOML 文件；不写则按文种选",
    ),
    ("fonts profile", "字体用于哪种版式"),
    ("profile docx", "作为 Word 模板：可改样式、页面、页眉页脚，再用 --reference 套用"),
    ("profile output", "写到的文件；- 是标准输出"),
    ("profile action", "做什么：export 导出"),
    ("profile profile", "哪种版式；不写则 law"),
    ("reference", "DOCX：套用单位的模板（.docx、.dotx）：样式、页面、页眉、页脚、主题"),
    ("progress", "进度：auto 在终端上显示进度条，none 不显示，json 每个输入一行 JSON"),
    ("shell", "命令行程序：bash、zsh、fish、elvish、powershell"),
    ("quiet", "只报错误"),
    ("replace", "已有同名的包时重做"),
    ("report", "每个输入一条记录（JSON Lines）：输出及其散列值、问题、著录"),
    ("resume", "上次在同一文件夹里已完成的不再做，这次完成的也记下来"),
    ("revisions", "办公文件：修订怎么办，accept 接受，reject 拒绝，mark 标出"),
    ("set", "一项著录，优先于文件：title=…、出版者=…、dates.adopted=2024-01-31；可重复"),
    ("shard", "只做第 I 份（共 N 份）；各份不相交，在哪台机器上都一样"),
    ("source", "JSON、TEI 的原文；证明确是原文后一起放进包里"),
    ("stdin_name", "标准输入的文件名：看格式、定输出名称、写进著录"),
    ("strict", "有警告时以退出码 1 结束，文件照写"),
    ("title", "汇编的书名"),
    ("to", "输出的格式，用逗号隔开；不写则看 -o 的扩展名；parquet：全部输入的数据表"),
    ("toc_depth", "EPUB：导航显示几级；不写则到条"),
    ("verbose", "每完成一个输入报一行"),
    ("watch", "一直看着输入，哪个变了就再转换哪个，直到被停止"),
    ("verify files", "原文和它的输出；或者存档包、文件夹、通配符。不给原文时核对文件自带的散列值"),
    ("version", "显示版本"),
    ("vertical", "竖排，从右向左翻页：PDF、SVG、DOCX、EPUB"),
];

/// Words that the parser itself puts into help and usage.
const WORDS: &[(&str, &str)] = &[
    ("[OPTIONS]", "[选项]"),
    ("<COMMAND>", "<命令>"),
    ("[COMMAND]", "[命令]"),
    ("[FILE|DIR]", "[文件|文件夹]"),
    ("<FILE|DIR>", "<文件|文件夹>"),
    ("NAME|FILE.toml", "版式|文件.toml"),
    ("FILE.", "文件."),
    ("<FILE>", "<文件>"),
    ("<FILES>", "<文件>"),
    ("<FORMATS>", "<格式>"),
    ("<FORMAT>", "<格式>"),
    ("<INPUT>", "<输入>"),
    ("[INPUT]", "[输入]"),
    ("<PATH>", "<路径>"),
    ("<DIR>", "<文件夹>"),
    ("<TEXT>", "<文字>"),
    ("<NAME>", "<名称>"),
    ("<LEVELS>", "<级数>"),
    ("<TAG>", "<语言>"),
    ("<WHAT>", "<什么>"),
    ("<SIZE>", "<大小>"),
    ("<KEY=VALUE>", "<项=值>"),
    ("<ROLE=PATH>", "<角色=文件>"),
    ("<LINE=WHAT>", "<行=什么>"),
    ("<YYYY-MM-DD>", "<年-月-日>"),
    ("<LANG>", "<语言>"),
    ("<FORM>", "<形式>"),
    ("<WHEN>", "<何时>"),
    ("[aliases:", "[也写作："),
    ("[alias:", "[也写作："),
    ("[也写作： ", "[也写作："),
    ("<REVISIONS>", "<怎么办>"),
    ("<COMMENTS>", "<怎么办>"),
    ("<NUMBERING>", "<方式>"),
    ("<MARKS>", "<方式>"),
    ("<PROGRESS>", "<方式>"),
    ("<SHELL>", "<命令行>"),
    ("<ACTION>", "<做什么>"),
    ("<FOLDER|FILE>", "<文件夹|文件>"),
    ("[FOLDER|FILE]", "[文件夹|文件]"),
    ("选项:", "选项："),
    ("参数:", "参数："),
    ("命令:", "命令："),
    // A line may end behind the colon.
    ("[default:", "[默认："),
    ("[默认： ", "[默认："),
];

/// The layout of help.
const TEMPLATE: &str = "{about}\n\n用法：{usage}\n\n{all-args}";

/// The commands with Chinese help.
pub fn command(mut command: Command) -> Command {
    command = command
        .about("tiaowen 条文：把分条编号的文件变成 PDF、DOCX、EPUB 和 TEI-XML")
        .help_template(TEMPLATE)
        .subcommand_help_heading("命令")
        .disable_help_subcommand(true)
        .disable_version_flag(true)
        .arg(Arg::new("version").short('V').long("version").action(ArgAction::Version).help("显示版本"));
    command = options(command, "");
    let names: Vec<String> = command.get_subcommands().map(|c| c.get_name().to_owned()).collect();
    for name in names {
        command = command.mut_subcommand(&name, |c| options(c, &name));
    }
    command
}

fn options(command: Command, name: &str) -> Command {
    let about = COMMANDS.iter().find(|(n, _)| *n == name).map(|(_, zh)| *zh);
    let command = match about {
        Some(zh) => command.about(zh).long_about(zh),
        None => command,
    };
    let help = Arg::new("help").short('h').long("help").action(ArgAction::Help).help("显示帮助");
    let command = command.help_template(TEMPLATE).disable_help_flag(true).arg(help);
    command.mut_args(|arg| {
        let heading = if arg.is_positional() { "参数" } else { "选项" };
        let takes = arg.is_positional() || arg.get_action().takes_values();
        let arg = if takes { arg.hide_possible_values(true) } else { arg };
        let arg = arg.help_heading(heading);
        match words(name, arg.get_id().as_str()) {
            Some(zh) => arg.help(zh).long_help(zh),
            None => arg,
        }
    })
}

/// The Chinese words for an option.
pub fn words(command: &str, id: &str) -> Option<&'static str> {
    let find = |key: &str| OPTIONS.iter().find(|(k, _)| *k == key).map(|(_, zh)| *zh);
    find(&format!("{command} {id}")).or_else(|| find(id))
}

/// What the parser rendered, with its own words in Chinese.
pub fn rendered(text: &str) -> String {
    WORDS.iter().fold(text.to_owned(), |text, (en, zh)| text.replace(en, zh))
}
