//! `rolewright sandbox`: serves a local Azure until it is stopped.

use std::io::Write as _;

use rolewright_api::sandboxes::{StartSandbox, facts, start};

use crate::Outcome;
use crate::azure_args::Sandbox;
use crate::failure::Failure;

pub(crate) fn run(args: &Sandbox) -> Result<Outcome, Failure> {
    let sandbox = start(&StartSandbox {
        assignments: args.assignments,
        seed: args.seed,
        listen: args.listen,
        faults: args.fault.clone(),
        throttled: !args.no_throttling,
    })?;
    if let Some(file) = &args.ca_out {
        std::fs::write(file, sandbox.ca_pem())
            .map_err(|error| Failure::new(format!("cannot write {}: {error}", file.display())))?;
    }
    let ca_file = args.ca_out.as_ref().map(|file| file.display().to_string());
    let line = serde_json::to_string(&facts(&sandbox, ca_file.as_deref()))
        .map_err(|error| Failure::new(format!("cannot write JSON: {error}")))?;
    // Whoever started it waits for this line, so it is written before anything is served.
    let mut out = std::io::stdout();
    writeln!(out, "{line}")
        .and_then(|()| out.flush())
        .map_err(|error| Failure::new(format!("cannot write the addresses: {error}")))?;
    sandbox.wait().map_err(|error| Failure::new(format!("the sandbox has stopped: {error}")))?;
    Ok(Outcome::done(String::new()))
}
