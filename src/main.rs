//! The `tiaowen` command.

fn main() -> std::process::ExitCode {
    tiaowen::cli::run()
}
