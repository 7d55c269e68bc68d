//! The pages on which a person signs in. There are no passwords: whoever is at this machine may be anybody.

use crate::asked::Pairs;

/// Text for the inside of an element or a quoted attribute.
pub(crate) fn escape(text: &str) -> String {
    text.chars().fold(String::with_capacity(text.len()), |mut out, c| {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
        out
    })
}

const STYLE: &str = "body{font:16px/1.5 system-ui,sans-serif;max-width:32rem;margin:3rem auto;padding:0 1rem;\
color-scheme:light dark}button,input{font:inherit;padding:.4rem .7rem;margin:.2rem 0}\
button.who{display:block;width:100%;text-align:left}small{display:block;opacity:.75}";

/// A page with this title and, as HTML, this body.
pub(crate) fn page(title: &str, body: &str) -> String {
    let title = escape(title);
    format!(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>{title}</title>\
         <style>{STYLE}</style></head><body><main><h1>{title}</h1>{body}</main></body></html>"
    )
}

/// Hidden fields that carry these pairs on.
pub(crate) fn hidden(pairs: &Pairs) -> String {
    let field = |(name, value): (&str, &str)| {
        format!("<input type=\"hidden\" name=\"{}\" value=\"{}\">", escape(name), escape(value))
    };
    pairs.iter().filter(|(name, _)| *name != "user").map(field).collect()
}

/// A button for each person: user principal name and display name.
pub(crate) fn people<'a>(people: impl Iterator<Item = (&'a str, &'a str)>) -> String {
    let button = |(upn, name): (&str, &str)| {
        let (upn, name) = (escape(upn), escape(name));
        format!("<button class=\"who\" name=\"user\" value=\"{upn}\">{name}<small>{upn}</small></button>")
    };
    people.map(button).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_request_brought_stays_text() {
        let pairs = Pairs::parse(b"state=%22%3E%3Cscript%3E&user=x");
        assert_eq!(
            hidden(&pairs),
            "<input type=\"hidden\" name=\"state\" value=\"&quot;&gt;&lt;script&gt;\">"
        );
        assert!(page("<x>", "").contains("<h1>&lt;x&gt;</h1>"));
    }
}
