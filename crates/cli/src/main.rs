//! `rolewright`: the requests of the app in a terminal or a pipeline.
//!
//! Nothing is decided here: arguments in, `api`, text or JSON out.

mod access;
mod args;
mod azure_args;
mod check;
mod compare;
mod desk;
mod draw;
mod failure;
mod hand_on;
mod input;
mod one;
mod request;
mod rows;
mod sandbox;
mod sarif;
mod snapshot;

use std::io::Write as _;
use std::path::Path;
use std::process::ExitCode;

use clap::{CommandFactory as _, Parser as _};

use args::{Area, Cli, Condition};
use failure::Failure;

/// What a command prints and how the program ends.
#[derive(Debug)]
pub(crate) struct Outcome {
    pub(crate) text: String,
    pub(crate) code: u8,
}

impl Outcome {
    pub(crate) fn done(text: impl Into<String>) -> Self {
        Self { text: text.into(), code: 0 }
    }
}

fn main() -> ExitCode {
    let outcome = match Cli::parse().area {
        Area::Condition(command) => condition(&command),
        Area::Snapshot(command) => snapshot::run(&command),
        Area::Access(command) => access::run(&command),
        Area::Sandbox(args) => sandbox::run(&args),
        Area::Completions { shell } => Ok(completions(shell)),
        Area::Man { folder } => man(&folder),
    };
    let (text, code) = match outcome {
        Ok(outcome) => (outcome.text, outcome.code),
        Err(failure) => {
            note(&failure.to_string());
            (String::new(), 2)
        }
    };
    // A reader that stops early (`| head`) is no error of ours.
    match std::io::stdout().write_all(text.as_bytes()).and_then(|()| std::io::stdout().flush()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
            note(
                &Failure::new(format!("cannot write: {error}"))
                    .hint("free some space or write elsewhere")
                    .to_string(),
            );
            ExitCode::from(2)
        }
        _ => ExitCode::from(code),
    }
}

/// A line beside the answer, for the person and not for the pipe.
pub(crate) fn note(text: &str) {
    // Nothing useful can be done where even the error output is gone.
    _ = writeln!(std::io::stderr(), "{text}");
}

fn condition(command: &Condition) -> Result<Outcome, Failure> {
    match command {
        Condition::Check(args) => check::run(args),
        Condition::Explain(args) => one::explain(args),
        Condition::Format(args) => one::format(args),
        Condition::Print(args) => one::print(args),
        Condition::Eval(args) => one::eval(args),
        Condition::Compare(args) => one::compare(args),
        Condition::Build(args) => one::build(args),
        Condition::Export(args) => one::export(args),
    }
}

fn completions(shell: clap_complete::Shell) -> Outcome {
    let mut text = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "rolewright", &mut text);
    Outcome::done(String::from_utf8_lossy(&text))
}

fn man(folder: &Path) -> Result<Outcome, Failure> {
    clap_mangen::generate_to(Cli::command(), folder).map_err(|error| {
        Failure::new(format!("cannot write into {}: {error}", folder.display()))
            .hint("name a folder that exists and can be written to")
    })?;
    Ok(Outcome::done(format!("wrote the manual pages into {}\n", folder.display())))
}
