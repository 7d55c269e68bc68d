//! The commands about one condition, or two.

use rolewright_api::analysis::analyze_condition;
use rolewright_api::comparison::compare_conditions;
use rolewright_api::evaluation::evaluate_request;
use rolewright_api::export::export_condition;
use rolewright_api::format::{format_condition, print_condition};
use rolewright_api::import::check_file;
use rolewright_api::templates::build_template;
use rolewright_api::wire::conditions::{
    AnalyzeRequest, CheckFileRequest, CompareRequest, EvaluateRequest, Evaluation, FormatRequest, Intent,
    Relation, Severity, Truth,
};
use rolewright_api::wire::model::{TemplateMatch, TemplatePair};
use serde::Serialize;
use serde_json::json;

use crate::args::{Build, Compare, Eval, Export, Format, One, Output};
use crate::failure::Failure;
use crate::{Outcome, input, request};

/// Pretty JSON with a line end.
pub(crate) fn json(value: &impl Serialize) -> Result<String, Failure> {
    serde_json::to_string_pretty(value)
        .map(|text| text + "\n")
        .map_err(|error| Failure::new(format!("cannot write JSON: {error}")))
}

pub(crate) fn explain(args: &One) -> Result<Outcome, Failure> {
    let input = input::condition(&args.file)?;
    let analysis =
        analyze_condition(&AnalyzeRequest { text: input.text, ..AnalyzeRequest::default() }, None)?;
    let summary = analysis.grid.as_ref().map(|grid| grid.summary.as_str());
    let text = match args.format {
        Output::Json => json(&json!({ "summary": summary, "lines": analysis.meaning }))?,
        Output::Text => {
            let lines = analysis
                .meaning
                .iter()
                .map(|line| format!("{}{}\n", "  ".repeat(line.depth as usize), line.text));
            lines.chain(summary.map(|s| format!("\n{s}\n"))).collect()
        }
    };
    Ok(Outcome::done(text))
}

pub(crate) fn format(args: &Format) -> Result<Outcome, Failure> {
    let One { file, format } = &args.one;
    if args.write && (file == "-" || input::is_host_file(std::path::Path::new(file))) {
        return Err(Failure::new(format!("{file} cannot be written in place"))
            .hint("--write takes a text file that holds one condition and nothing else"));
    }
    let input = input::condition(file)?;
    let formatted =
        format_condition(&FormatRequest { text: input.text, single_line: args.single_line })?.text;
    if args.write {
        input::replace(std::path::Path::new(file), &formatted)
            .map_err(|error| Failure::new(format!("cannot write {file}: {error}")))?;
        return Ok(Outcome::done(String::new()));
    }
    written(&formatted, *format)
}

pub(crate) fn print(args: &One) -> Result<Outcome, Failure> {
    let input = input::exactly(&args.file)?;
    let printed = print_condition(&input.text);
    match args.format {
        Output::Json => Ok(Outcome::done(json(&json!({ "text": printed }))?)),
        Output::Text => Ok(Outcome::done(printed)),
    }
}

/// A text for people or a program. In a terminal the prompt starts on its own line.
fn written(text: &str, format: Output) -> Result<Outcome, Failure> {
    use std::io::IsTerminal as _;
    match format {
        Output::Json => Ok(Outcome::done(json(&json!({ "text": text }))?)),
        Output::Text if std::io::stdout().is_terminal() => Ok(Outcome::done(format!("{text}\n"))),
        Output::Text => Ok(Outcome::done(text)),
    }
}

pub(crate) fn eval(args: &Eval) -> Result<Outcome, Failure> {
    let input = input::condition(&args.file)?;
    let request = request::parse(&input::read(&args.request)?)?;
    let Evaluation { result, because, left_to_right, tree: _ } =
        evaluate_request(&EvaluateRequest { text: input.text, request })?;
    let text = match args.format {
        Output::Json => {
            json(&json!({ "result": result, "because": because, "left_to_right": left_to_right }))?
        }
        Output::Text => {
            let mut text = format!("{}\n", truth(result));
            for reason in because {
                text.push_str(&format!("  because {reason}\n"));
            }
            if let Some(other) = left_to_right {
                text.push_str(&format!("  read from left to right: {}\n", truth(other)));
            }
            text
        }
    };
    Ok(Outcome::done(text))
}

fn truth(value: Truth) -> &'static str {
    match value {
        Truth::True => "true",
        Truth::False => "false",
        Truth::Unknown => "unknown",
    }
}

pub(crate) fn compare(args: &Compare) -> Result<Outcome, Failure> {
    let (a, b) = (input::condition(&args.a)?, input::condition(&args.b)?);
    let comparison = compare_conditions(&CompareRequest { a: a.text, b: b.text })?;
    let text = match args.format {
        Output::Json => json(&comparison)?,
        Output::Text => {
            let mut text = format!("{}\n", comparison.words);
            for (side, words) in [(&a.name, &comparison.only_a_words), (&b.name, &comparison.only_b_words)] {
                if let Some(words) = words {
                    text.push_str(&format!("  only {side} allows: {words}\n"));
                }
            }
            if comparison.relation == Relation::CannotDecide {
                for part in &comparison.undecided {
                    text.push_str(&format!("  cannot decide: {part}\n"));
                }
            }
            text
        }
    };
    Ok(Outcome::done(text))
}

pub(crate) fn build(args: &Build) -> Result<Outcome, Failure> {
    let pairs = args.pair.iter().map(|pair| {
        let (roles, principals) = pair.split_once('=').ok_or_else(|| {
            Failure::new(format!("`{pair}` is not a pair"))
                .hint("write roles, `=`, principals, as in `Reader,AcrPull=ea585310-…`")
        })?;
        let list = |text: &str| {
            text.split(',').map(|item| item.trim().to_owned()).filter(|item| !item.is_empty()).collect()
        };
        Ok(TemplatePair { roles: list(roles), principals: list(principals) })
    });
    let template = TemplateMatch {
        name: args.template.clone(),
        roles: args.role.clone(),
        principal_types: args.principal_type.clone(),
        principals: args.principal.clone(),
        pairs: pairs.collect::<Result<_, Failure>>()?,
    };
    written(&build_template(&template)?.text, args.format)
}

pub(crate) fn export(args: &Export) -> Result<Outcome, Failure> {
    let input = input::condition(&args.file)?;
    // A text file ends with a line end that its author did not mean to assign.
    let condition =
        input.text.strip_suffix('\n').map_or(input.text.as_str(), |t| t.strip_suffix('\r').unwrap_or(t));
    let files = export_condition(&Intent {
        condition: condition.to_owned(),
        role: args.role.clone(),
        principal: args.principal.clone(),
        principal_type: args.principal_type.clone(),
        scope: args.scope.clone(),
        description: args.description.clone(),
    })?;
    let known = || files.iter().map(|f| f.format.as_str()).collect::<Vec<_>>().join(", ");
    let Some(file) = files.iter().find(|f| f.format == args.to) else {
        return Err(
            Failure::new(format!("`{}` is not a format", args.to)).hint(format!("use one of {}", known()))
        );
    };
    if let Some(why) = &file.impossible {
        return Err(Failure::new(format!("this assignment cannot be written as {}: {why}", file.title)));
    }
    warn_of_errors(condition)?;
    match args.format {
        Output::Json => Ok(Outcome::done(json(file)?)),
        Output::Text => Ok(Outcome::done(file.code.clone())),
    }
}

/// A condition with errors is written all the same, but not in silence.
fn warn_of_errors(condition: &str) -> Result<(), Failure> {
    let request = CheckFileRequest { text: condition.to_owned(), file_name: None, role: None };
    let problems = check_file(&request, None)?.diagnostics;
    let mut errors = problems.iter().filter(|d| d.severity == Severity::Error);
    if let Some(first) = errors.next() {
        let more = match errors.count() {
            0 => String::new(),
            count => format!(" (and {count} more)"),
        };
        crate::check::eprint_line(&format!("warning: the condition has errors: {}{more}", first.message));
    }
    Ok(())
}
