//! How every command talks, as arguments that may stand before or behind it.

use clap::{Args, ValueEnum};

/// The language of messages.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum LangArg {
    /// 中文
    Zh,
    /// English
    En,
}

/// How findings are printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Report {
    /// A line each.
    #[default]
    Text,
    /// A list in JSON.
    Json,
    /// SARIF 2.1.0.
    Sarif,
}

/// When colours are used.
#[derive(Clone, Copy, Debug, Default, ValueEnum)]
pub enum ColorArg {
    /// On a terminal.
    #[default]
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// How every command talks.
#[derive(Args, Debug)]
pub struct Speaking {
    /// Language of messages; by default that of the locale.
    #[arg(long, value_enum, global = true, display_order = 900, help_heading = "Messages")]
    pub lang: Option<LangArg>,
    /// How findings and errors are told on standard error: lines for people, or one list for programs.
    #[arg(
        long,
        value_enum,
        default_value_t,
        value_name = "FORM",
        global = true,
        display_order = 900,
        help_heading = "Messages"
    )]
    pub findings: Report,
    /// When colours are used; NO_COLOR in the environment stands for never.
    #[arg(
        long,
        value_enum,
        default_value_t,
        value_name = "WHEN",
        global = true,
        display_order = 900,
        help_heading = "Messages"
    )]
    pub color: ColorArg,
    /// Say nothing but errors.
    #[arg(short, long, global = true, display_order = 900, help_heading = "Messages")]
    pub quiet: bool,
    /// Take no options from .tiaowen.toml.
    #[arg(long, global = true, display_order = 900, help_heading = "Messages")]
    pub no_config: bool,
}
