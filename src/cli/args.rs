//! Arguments, as clap reads them.

use super::manual;
pub use super::speaking::{ColorArg, Report, Speaking};
use super::values::{from_help, profile_help, size, to_help};
use crate::host::inputs::Shard;
use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;
use std::thread;

/// tiaowen 条文: numbered articles into PDF, DOCX, EPUB and TEI-XML.
#[derive(Debug, Parser)]
#[command(name = "tiaowen", version, about, arg_required_else_help = true)]
pub struct Cli {
    /// How it talks.
    #[command(flatten)]
    pub voice: Speaking,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Convert documents 转换文件
    Convert(Convert),
    /// Bind several documents into one volume 合订成册
    Bind(Bind),
    /// Report what is suspicious in documents 检查文件
    Check(Check),
    /// Prove that outputs hold their source 核对输出与原文
    Verify(Verify),
    /// Make a deposit package 生成存档包
    Package(Package),
    /// Give a page profile as a file to begin one's own with 导出版式
    Profile(super::profile::Options),
    /// Show the recognised structure 显示识别出的结构
    Outline(Outline),
    /// Open the workbench: see, correct and take documents on a page 打开工作台
    #[cfg(feature = "serve")]
    Serve(super::serve::Options),
    /// List which font serves which role, and why 列出各字体角色用哪个字体
    Fonts(Fonts),
    /// List the formats that are read and written 列出可读写的格式
    Formats,
    /// Print completions for a shell 输出命令补全脚本
    Completions(manual::Completions),
    /// Print the page of the manual 输出手册页
    Man(manual::Manual),
}

/// How DOCX paragraphs get their numbers.
#[derive(Clone, Copy, Debug, Default, ValueEnum)]
pub enum NumberingArg {
    /// Word's own numbers wherever they equal the label of the source.
    #[default]
    Auto,
    /// Labels as text.
    Literal,
}

/// How DOCX shows deleted and inserted text.
#[derive(Clone, Copy, Debug, Default, ValueEnum)]
pub enum MarksArg {
    /// Struck through and underlined.
    #[default]
    Shown,
    /// As tracked changes.
    Revisions,
}

/// What the cover of a book is that is typeset.
#[derive(Clone, Copy, Debug, Default, ValueEnum)]
pub enum CoverFormArg {
    /// A picture of lines, whose letters the reader's machine draws.
    #[default]
    Svg,
    /// A picture of dots with letters of ours, for shops and readers that take no SVG.
    Png,
}

/// Options of every command that makes files.
#[derive(Args, Debug)]
pub struct FileOptions {
    /// A font file for a role (song, xiaobiaosong, hei, kai, fangsong); may be repeated. FILE#NAME takes a face of a collection,
    /// FILE#wght=500 a variable font at a weight.
    #[arg(long, value_name = "ROLE=PATH")]
    pub font: Vec<String>,
    /// A folder with fonts that are not installed; may be repeated.
    #[arg(long, value_name = "DIR")]
    pub font_dir: Vec<PathBuf>,
    /// Use no installed fonts, only those of --font and --font-dir: the same files come out on every machine.
    #[arg(long)]
    pub no_system_fonts: bool,
    /// Date that the files state; by default that of the environment variable SOURCE_DATE_EPOCH (seconds since 1970), else none.
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub date: Option<String>,
    /// Licence statement for the files' metadata.
    #[arg(long, value_name = "TEXT")]
    pub licence: Option<String>,
}

/// What a person knows of the documents.
#[derive(Args, Clone, Debug, Default)]
pub struct KnownOptions {
    /// What is known of the document, in TOML; by default NAME.toml beside the input, if it is there.
    #[arg(long, value_name = "FILE.toml")]
    pub metadata: Option<PathBuf>,
    /// A table (CSV) with a row for every file: its first column is called file, the others are facts: title, publisher,
    /// dates.adopted ….
    #[arg(long, value_name = "FILE.csv")]
    pub metadata_csv: Option<PathBuf>,
    /// A fact about the document, over those of the files: title=…, publisher=…, dates.adopted=2024-01-31; may be repeated.
    #[arg(long, value_name = "KEY=VALUE")]
    pub set: Vec<String>,
    /// The name of the file that comes on standard input: it tells the format, names outputs, and stands in their metadata.
    #[arg(long, value_name = "NAME")]
    pub stdin_name: Option<String>,
}

/// How files are written.
#[derive(Args, Clone, Copy, Debug)]
pub struct WriteOptions {
    /// Replace nothing that is there.
    #[arg(long)]
    pub no_clobber: bool,
    /// Have files on the disk before they get their names: slower, and safe when the power fails.
    #[arg(long)]
    pub durable: bool,
}

/// Options of the commands that make books and office files.
#[derive(Args, Debug)]
pub struct OutputOptions {
    /// How pages look: the name of a profile, or a file that changes one.
    #[arg(long, value_name = "NAME|FILE.toml", help = profile_help())]
    pub profile: Option<String>,
    /// How DOCX paragraphs get their numbers.
    #[arg(long, value_enum, default_value_t)]
    pub numbering: NumberingArg,
    /// How DOCX shows text that the source shows as deleted or inserted.
    #[arg(long, value_enum, default_value_t)]
    pub marks: MarksArg,
    /// DOCX: a house template (.docx, .dotx), whose styles, page, headers, footers and theme are followed.
    #[arg(long, visible_alias = "reference-doc", value_name = "FILE")]
    pub reference: Option<PathBuf>,
    /// Let EPUB and DOCX carry along the fonts that they are set in, with the characters that occur and no others.
    #[arg(long)]
    pub embed_fonts: bool,
    /// Lines from top to bottom, pages from right to left: PDF, SVG, DOCX, EPUB.
    #[arg(long)]
    pub vertical: bool,
    /// EPUB: a picture for the cover (PNG, JPEG, GIF, WebP, SVG); by default the title is typeset as one.
    #[arg(long, value_name = "FILE")]
    pub cover: Option<PathBuf>,
    /// EPUB: what a typeset cover is.
    #[arg(long, value_enum, default_value_t, value_name = "FORM")]
    pub cover_format: CoverFormArg,
    /// EPUB: levels of entries that the navigation shows; by default all, down to the articles.
    #[arg(long, value_name = "LEVELS", value_parser = clap::value_parser!(u8).range(1..))]
    pub toc_depth: Option<u8>,
    /// HTML, EPUB: a style sheet of your own (CSS), whose rules come after ours.
    #[arg(long, value_name = "FILE")]
    pub css: Option<PathBuf>,
    /// HTML: the document alone, to be put into another page.
    #[arg(long)]
    pub fragment: bool,
    /// Refuse documents that would take more memory than this to write, by an estimate from their paragraphs and characters.
    #[arg(long, value_name = "SIZE", value_parser = size, default_value = "4G")]
    pub max_memory: u64,
    /// What goes into the files.
    #[command(flatten)]
    pub files: FileOptions,
    /// Exit with 1 when there is a finding of severity warning or worse.
    #[arg(long)]
    pub strict: bool,
}

/// Where inputs are found.
#[derive(Args, Debug)]
pub struct FindOptions {
    /// A list of inputs: a path a line, or JSON Lines with path and, for that document, output, from, metadata,
    /// corrections, profile; - is standard input.
    #[arg(long, value_name = "FILE", help_heading = "Inputs")]
    pub manifest: Option<PathBuf>,
    /// Take hidden files of folders too.
    #[arg(long, help_heading = "Inputs")]
    pub hidden: bool,
    /// Take files too that .gitignore and .ignore leave out.
    #[arg(long, help_heading = "Inputs")]
    pub no_ignore: bool,
    /// Follow links to folders.
    #[arg(long, help_heading = "Inputs")]
    pub follow_links: bool,
}

/// Which inputs are meant.
#[derive(Args, Debug)]
pub struct InputOptions {
    /// Where they are found.
    #[command(flatten)]
    pub find: FindOptions,
    /// Files, folders, and globs; - is standard input, which is meant too where something comes on it and nothing is named.
    #[arg(value_name = "INPUT")]
    pub inputs: Vec<PathBuf>,
}

/// How many inputs are worked on.
#[derive(Args, Debug)]
pub struct RunOptions {
    /// Inputs that are worked on at once; by default as many as the machine has processors.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..), help_heading = "Many inputs")]
    pub jobs: Option<u16>,
    /// Only part I of N of the inputs; the parts are disjoint, and the same on every machine.
    #[arg(long, value_name = "I/N", help_heading = "Many inputs")]
    pub shard: Option<Shard>,
    /// Stop at the first input that fails.
    #[arg(long, help_heading = "Many inputs")]
    pub fail_fast: bool,
    /// How progress is shown, on standard error: a bar on a terminal, or a line of JSON for every input.
    #[arg(long, value_enum, default_value_t, help_heading = "Many inputs")]
    pub progress: ProgressArg,
    /// A line for every input that is done.
    #[arg(short, long, conflicts_with = "quiet", help_heading = "Many inputs")]
    pub verbose: bool,
}

impl RunOptions {
    /// How many inputs are worked on at once.
    pub fn jobs(&self) -> usize {
        self.jobs.map_or_else(|| thread::available_parallelism().map_or(1, usize::from), usize::from)
    }
}

/// How progress is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum ProgressArg {
    /// A bar where there is a terminal.
    #[default]
    Auto,
    /// Not at all.
    None,
    /// For programs: a line of JSON for every input.
    Json,
}

/// What is kept of files that readers leave something out of.
#[derive(Args, Clone, Debug, Default)]
pub struct ReadingOptions {
    /// Web pages: what is kept of them; by default the document alone.
    #[arg(long, value_enum, value_name = "WHAT")]
    pub keep: Option<KeepArg>,
    /// Web pages: the folder with the pictures of a saved page; nothing outside of it is read.
    #[arg(long, value_name = "DIR")]
    pub images: Option<PathBuf>,
    /// Office files: what becomes of tracked changes.
    #[arg(long, value_enum, default_value_t)]
    pub revisions: RevisionsArg,
    /// Office files: what becomes of comments.
    #[arg(long, value_enum, default_value_t)]
    pub comments: CommentsArg,
    /// PDF: leave out pages that give no text, such as scanned ones, instead of giving up.
    #[arg(long)]
    pub allow_missing_pages: bool,
    /// PDF: a file whose first line is the password of encrypted files.
    #[arg(long, value_name = "FILE")]
    pub password_file: Option<PathBuf>,
    /// Refuse files of more bytes before they are read: 500k, 20M, 1G; by default what is read has no limit but that of its format.
    #[arg(long, value_name = "SIZE", value_parser = size)]
    pub max_size: Option<u64>,
}

/// What is kept of a web page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum KeepArg {
    /// The document, without the furniture of the page.
    Document,
    /// All that the page shows.
    All,
}

/// What becomes of tracked changes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum RevisionsArg {
    /// Insertions stay, deletions go.
    #[default]
    Accept,
    /// Insertions go, deletions stay.
    Reject,
    /// Both stay and are marked.
    Mark,
}

/// What becomes of comments.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum CommentsArg {
    /// They are left out.
    #[default]
    Drop,
    /// They become notes.
    Keep,
}

/// Options of `convert`.
#[derive(Args, Debug)]
pub struct Convert {
    /// Format of the inputs; by default what their content says, else their names.
    #[arg(short = 'f', long, value_name = "FORMAT", help = from_help())]
    pub from: Option<String>,
    /// Formats to write, separated by commas.
    #[arg(short = 't', long, value_name = "FORMATS", value_delimiter = ',', required = true, help = to_help())]
    pub to: Vec<String>,
    /// What a person corrects in the structure, in TOML; by default NAME.corrections.toml beside the input, if it is there.
    #[arg(long, value_name = "FILE.toml")]
    pub corrections: Option<PathBuf>,
    /// What is known of them.
    #[command(flatten)]
    pub known: KnownOptions,
    /// What is kept of the files.
    #[command(flatten)]
    pub reading: ReadingOptions,
    /// A file (one input, one format; of JSON Lines for all inputs), a folder, or - for standard output.
    #[arg(short, long, value_name = "PATH", default_value = "output/")]
    pub output: PathBuf,
    /// Characters of the longest record of JSON Lines: a longer article is split between its paragraphs and items.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub max_chars: Option<u32>,
    /// How the files look, and what goes into them.
    #[command(flatten)]
    pub looks: OutputOptions,
    /// How files are written.
    #[command(flatten)]
    pub writing: WriteOptions,
    /// Leave alone what an earlier run into the same folder has done, and note in it what this one does.
    #[arg(long, help_heading = "Many inputs")]
    pub resume: bool,
    /// Read all inputs once before, and have what they cite of each other by title lead to the files of this run.
    #[arg(long, help_heading = "Many inputs")]
    pub link: bool,
    /// Go on watching the inputs, and convert again what changes, until it is stopped.
    #[arg(long, conflicts_with_all = ["resume", "report", "shard", "fail_fast"], help_heading = "Many inputs")]
    pub watch: bool,
    /// A record for every input, in JSON Lines: outputs with hashes, findings with places, what the document is.
    #[arg(long, value_name = "FILE.jsonl", help_heading = "Many inputs")]
    pub report: Option<PathBuf>,
    /// How many.
    #[command(flatten)]
    pub run: RunOptions,
    /// What to convert.
    #[command(flatten)]
    pub inputs: InputOptions,
}

/// Options of `bind`.
#[derive(Args, Debug)]
pub struct Bind {
    /// Format of the inputs; by default what their content says, else their names.
    #[arg(long, value_name = "FORMAT", help = from_help())]
    pub from: Option<String>,
    /// What a person corrects in the structure, in TOML; by default NAME.corrections.toml beside the input, if it is there.
    #[arg(long, value_name = "FILE.toml")]
    pub corrections: Option<PathBuf>,
    /// What is known of them.
    #[command(flatten)]
    pub known: KnownOptions,
    /// What is kept of the files.
    #[command(flatten)]
    pub reading: ReadingOptions,
    /// The volume: a name that ends in .pdf, .docx or .epub; may be repeated.
    #[arg(short, long, value_name = "FILE", required = true)]
    pub output: Vec<PathBuf>,
    /// The title of the volume.
    #[arg(long, value_name = "TEXT")]
    pub title: Option<String>,
    /// How the files look, `book` where no profile is named; --metadata and --set are about the volume, NAME.toml and --metadata-csv about each document.
    #[command(flatten)]
    pub looks: OutputOptions,
    /// How files are written.
    #[command(flatten)]
    pub writing: WriteOptions,
    /// The documents, in their order; - is standard input.
    #[arg(value_name = "INPUT", required = true)]
    pub inputs: Vec<PathBuf>,
}

/// Options of `check`.
#[derive(Args, Debug)]
pub struct Check {
    /// Format of the files; by default told from their names.
    #[arg(long, value_name = "FORMAT", help = from_help())]
    pub from: Option<String>,
    /// What a person corrects in the structure, in TOML; by default NAME.corrections.toml beside the file, if it is there.
    #[arg(long, value_name = "FILE.toml")]
    pub corrections: Option<PathBuf>,
    /// What is known of them.
    #[command(flatten)]
    pub known: KnownOptions,
    /// What is kept of the files.
    #[command(flatten)]
    pub reading: ReadingOptions,
    /// How the findings are printed: lines on standard error, or a list on standard output; by default as --findings says.
    #[arg(long, value_enum)]
    pub format: Option<Report>,
    /// How many.
    #[command(flatten)]
    pub run: RunOptions,
    /// What to check.
    #[command(flatten)]
    pub inputs: InputOptions,
}

/// Options of `package`.
#[derive(Args, Debug)]
pub struct Package {
    /// Format of the input; by default told from its name.
    #[arg(long, value_name = "FORMAT", help = from_help())]
    pub from: Option<String>,
    /// What a person corrects in the structure, in TOML; by default NAME.corrections.toml beside the input, if it is there.
    #[arg(long, value_name = "FILE.toml")]
    pub corrections: Option<PathBuf>,
    /// What is known of them.
    #[command(flatten)]
    pub known: KnownOptions,
    /// What is kept of the files.
    #[command(flatten)]
    pub reading: ReadingOptions,
    /// A folder in which each package gets a folder of its own; for one input also a file that ends in .zip, or - for a
    /// zip file on standard output.
    #[arg(short, long, visible_alias = "out", value_name = "PATH", default_value = "output/")]
    pub output: PathBuf,
    /// Name of the package: ASCII letters, digits, hyphens, underscores and periods; by default made from the source's hash.
    #[arg(long, value_name = "NAME")]
    pub name: Option<String>,
    /// Make a package anew where one of its name is there.
    #[arg(long)]
    pub replace: bool,
    /// What goes into the files.
    #[command(flatten)]
    pub files: FileOptions,
    /// How files are written.
    #[command(flatten)]
    pub writing: WriteOptions,
    /// The file that a JSON or TEI input was made of; it is proved to be that file, and goes into the package.
    #[arg(long, value_name = "FILE")]
    pub source: Option<PathBuf>,
    /// How many.
    #[command(flatten)]
    pub run: RunOptions,
    /// What to package, each by itself.
    #[command(flatten)]
    pub inputs: InputOptions,
}

/// Options of `verify`.
#[derive(Args, Debug)]
pub struct Verify {
    /// Format of the source; by default told from its name.
    #[arg(long, value_name = "FORMAT", help = from_help())]
    pub from: Option<String>,
    /// What a person corrects in the structure, in TOML; by default NAME.corrections.toml beside the source, if it is there.
    #[arg(long, value_name = "FILE.toml")]
    pub corrections: Option<PathBuf>,
    /// What is known of them.
    #[command(flatten)]
    pub known: KnownOptions,
    /// What is kept of the files.
    #[command(flatten)]
    pub reading: ReadingOptions,
    /// How the verdicts are printed.
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,
    /// Where outputs are found.
    #[command(flatten)]
    pub find: FindOptions,
    /// The source and its outputs, or packages, or folders and globs of both; without a source outputs are checked against
    /// what their own metadata state.
    #[arg(value_name = "FILE|DIR", required_unless_present = "manifest")]
    pub files: Vec<PathBuf>,
}

/// How `outline` and `verify` print.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people.
    #[default]
    Text,
    /// For programs.
    Json,
}

/// Options of `outline`.
#[derive(Args, Debug)]
pub struct Outline {
    /// Format of the file; by default told from its name.
    #[arg(long, value_name = "FORMAT", help = from_help())]
    pub from: Option<String>,
    /// What a person corrects in the structure, in TOML; by default NAME.corrections.toml beside the file, if it is there.
    #[arg(long, value_name = "FILE.toml")]
    pub corrections: Option<PathBuf>,
    /// What is known of them.
    #[command(flatten)]
    pub known: KnownOptions,
    /// What is kept of the files.
    #[command(flatten)]
    pub reading: ReadingOptions,
    /// Correct the structure: LINE=LEVEL, LINE:COLUMN=role:ROLE, LINE=heading-ends:WORDS, LINE=not-heading, LINE=join,
    /// LINE=none …; may be repeated. Writes the file of corrections and shows what comes of it.
    #[arg(long, value_name = "LINE=WHAT")]
    pub pin: Vec<String>,
    /// For every line: its readings, what speaks for and against them, and why one won.
    #[arg(long)]
    pub explain: bool,
    /// How the structure or the explanation is printed.
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,
    /// The file; - is standard input.
    #[arg(value_name = "FILE")]
    pub input: PathBuf,
}

/// Options of `fonts`. What files state of themselves is taken, and has nothing to act on.
#[derive(Args, Debug)]
#[command(mut_arg("date", |a| a.hide(true)), mut_arg("licence", |a| a.hide(true)))]
pub struct Fonts {
    /// The page profile that the fonts are for.
    #[arg(long, value_name = "NAME", default_value = "gbt9704")]
    pub profile: String,
    /// The language that chooses among regional faces.
    #[arg(long, value_name = "TAG", default_value = "zh-Hans-CN")]
    pub language: String,
    /// Say where free fonts come from for the roles that have none here, and how they are installed.
    #[arg(long)]
    pub install_hint: bool,
    /// Fonts and where to look for them.
    #[command(flatten)]
    pub files: FileOptions,
    /// How the list is printed.
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,
}
