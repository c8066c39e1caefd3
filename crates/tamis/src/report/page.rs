//! What every page has in common: it stands alone, prints well and needs no network.

use std::io::Write;

use maud::{DOCTYPE, Markup, PreEscaped, html};

/// The look of every page.
const STYLE: &str = include_str!("style.css");

/// Writes a page of this title, with rules of its own look beside those of every page.
pub fn write_page(out: &mut dyn Write, title: &str, own_style: &str, body: &Markup) -> anyhow::Result<()> {
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { "Tamis: " (title) }
                style { (PreEscaped(STYLE)) (PreEscaped(own_style)) }
            }
            body { (body) }
        }
    };
    Ok(out.write_all(page.into_string().as_bytes())?)
}
