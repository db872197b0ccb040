//! The boxes in which somebody chooses what a text claims of the figures.

use crate::{
    ask::typed::Typed,
    shell::form::{Choice, Errors, Form, Text},
};
use domain::{
    claim::{Claim, Word},
    claiming::{self, Field},
    outline::Outline,
};
use leptos::prelude::*;

/// The boxes of a claim, all of them: what the word does not need is left empty.
pub(crate) fn claim_boxes(outline: &Outline, form: &Form<'_>) -> AnyView {
    let chosen = form.typed.get(Field::Indicator.as_str());
    let indicators = outline
        .indicators
        .iter()
        .filter(|indicator| !indicator.placements.is_empty() || indicator.slug.as_str() == chosen);
    let indicators: Vec<_> =
        indicators.map(|indicator| Choice::new(indicator.slug.as_str(), indicator.name.clone())).collect();
    let places: Vec<_> =
        outline.areas.iter().map(|area| Choice::new(area.code.as_str(), area.name.clone())).collect();
    let words: Vec<_> = Word::ALL.iter().map(|word| Choice::new(word.as_str(), said(*word))).collect();
    let line = |field: Field, label, hint| {
        form.line(Text { name: field.as_str(), label, hint, width: "middle", ..Text::default() })
    };
    let boxes = view! {
        {form.list(Field::Indicator.as_str(), "Indicator that shows it", "", Some("None: nothing is checked"), &indicators)}
        {form.list(Field::Area.as_str(), "Place it is about", "", Some("Choose a place"), &places)}
        {form.list(Field::Word.as_str(), "What the text says of the figures", "", Some("Choose one"), &words)}
        {form.list(Field::Place.as_str(), "The other place", "For worse, better, higher or lower.", Some("None"), &places)}
        {line(Field::Since, "Since", "For up or down: an earlier period, such as 2015/16.")}
        {line(Field::Number, "The number", "For above or below, in the indicator's unit, such as 12.5.")}
        {line(Field::Group, "The group", "For behind or ahead of everyone, such as sex=Female.")}
        {line(Field::Period, "The period it was written about", "Such as 2017/18. Its figures are shown beside the newest ones.")}
    };
    form.group(
        "claim",
        "Check it against the figures (optional)",
        "Your words are printed as you wrote them. Beside them the page says whether the figures still support what you choose here.",
        boxes.into_any(),
    )
}

/// A word of a claim as its list has it.
fn said(word: Word) -> &'static str {
    match word {
        Word::Worse => "Worse than another place",
        Word::Better => "Better than another place",
        Word::Higher => "Higher than another place",
        Word::Lower => "Lower than another place",
        Word::Up => "Up since an earlier period",
        Word::Down => "Down since an earlier period",
        Word::Above => "Above a number",
        Word::Below => "Below a number",
        Word::Behind => "One group is behind everyone",
        Word::Ahead => "One group is ahead of everyone",
    }
}

/// The boxes filled with a claim; the place is the plan's own where there is none yet.
pub(crate) fn claim_filled(outline: &Outline, typed: Typed, claim: Option<&Claim>) -> Typed {
    match claim {
        None => typed.with(Field::Area.as_str(), outline.plan.area.as_str()),
        Some(claim) => claiming::filled(claim)
            .into_iter()
            .fold(typed, |typed, (field, text)| typed.with(field.as_str(), text)),
    }
}

/// The claim that was chosen, if any was; what is wrong is noted at its box.
pub(crate) fn claim_typed(outline: &Outline, typed: &Typed, errors: &mut Errors) -> Option<Claim> {
    match claiming::read(outline, |field| typed.text(field.as_str())) {
        Ok(claim) => claim,
        Err(wrongs) => {
            for wrong in wrongs {
                errors.add(wrong.at.as_str(), wrong.message);
            }
            None
        }
    }
}
