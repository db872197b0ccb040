//! The template as a workbook: the sheet to fill in, and one that says how.

use super::{Asked, Cell, HEADINGS, Template, TemplateRow};
use crate::book::{self, failed, shortened, text, wrapped};
use domain::{
    figure::{Absence, Status},
    wording,
};
use rust_xlsxwriter::{
    DataValidation, DataValidationErrorStyle, DataValidationRule, Format, FormatBorder, ProtectionOptions,
    Worksheet, XlsxError,
};
use std::io;

/// How wide each column of [`HEADINGS`] is, in characters.
const WIDTHS: [f64; 12] = [44.0, 22.0, 22.0, 12.0, 20.0, 22.0, 12.0, 13.0, 12.0, 18.0, 13.0, 40.0];

/// The width of a column after them.
const WIDTH_AFTER: f64 = 24.0;

/// The first column that is filled in.
const FIRST_ASKED: usize = 6;

/// A template as a workbook. Cells that are not to be filled in are locked without a password: that guards against slips, and
/// nothing else.
///
/// # Errors
/// When the workbook cannot be made: a million rows do not fit on a sheet.
pub fn xlsx(template: &Template) -> io::Result<Vec<u8>> {
    made(template).map_err(failed)
}

fn made(template: &Template) -> Result<Vec<u8>, XlsxError> {
    let mut book = book::titled(&template.title, &template.organisation, template.made)?;
    fill(book.add_worksheet(), template)?;
    explain(book.add_worksheet(), template)?;
    book.save_to_buffer()
}

/// The sheet to fill in.
fn fill(sheet: &mut Worksheet, template: &Template) -> Result<(), XlsxError> {
    sheet.set_name("Return")?.set_freeze_panes(1, 1)?.set_landscape().set_paper_size(8);
    sheet.set_repeat_rows(0, 0)?.set_print_fit_to_pages(1, 0);
    let widths = WIDTHS.into_iter().chain(std::iter::repeat(WIDTH_AFTER));
    let columns: Vec<_> = template.headings().into_iter().zip(widths).collect();
    book::table(sheet, "Return_table", 0, &columns, template.rows.len())?;
    let (shown, asked) = (wrapped(), asked());
    for (line, row) in (1..).zip(&template.rows) {
        let cells = template.cells(row);
        let texts = cells.iter().map(|cell| if let Cell::Text(text) = cell { text.as_ref() } else { "" });
        book::height(sheet, line, texts.zip(columns.iter().map(|(_, width)| *width)))?;
        for (column, (place, cell)) in (0..).zip(cells.iter().enumerate()) {
            let format = if row.is_asked(place) { &asked } else { &shown };
            match cell {
                Cell::Blank => sheet.write_blank(line, column, format)?,
                Cell::Text(words) => sheet.write_string_with_format(line, column, text(words), format)?,
                Cell::Number(number) => sheet.write_number_with_format(line, column, *number, format)?,
            };
        }
        for (column, place) in (0..).zip(0..HEADINGS.len()).skip(FIRST_ASKED) {
            if row.is_asked(place) {
                sheet.add_data_validation(line, column, line, column, &validation(place, row)?)?;
            }
        }
        if let Some(reason) = &row.locked {
            let said = said(DataValidation::new().allow_any_value(), "Locked", reason)?;
            let (from, to) = (FIRST_ASKED as u16, HEADINGS.len() as u16 - 1);
            sheet.add_data_validation(line, from, line, to, &said)?;
        }
    }
    // Readers may make columns wider.
    let options =
        ProtectionOptions { format_columns: true, format_rows: true, ..ProtectionOptions::default() };
    sheet.protect_with_options(&options);
    Ok(())
}

/// The format of a cell to fill in: marked by its border too, not by colour alone.
fn asked() -> Format {
    wrapped().set_unlocked().set_background_color("FFF9E5").set_border(FormatBorder::Thin)
}

/// The values that a cell accepts, and the message shown when it is selected.
fn validation(place: usize, row: &TemplateRow) -> Result<DataValidation, XlsxError> {
    let unit = if row.unit.is_empty() { String::new() } else { format!(" ({})", row.unit) };
    let number = |rule, what: &str, message: String| {
        let said = said(DataValidation::new().allow_decimal_number(rule), what, &message)?;
        said.set_error_style(DataValidationErrorStyle::Stop)
            .set_error_title("This is not a number")?
            .set_error_message(
                "Write digits, such as 48 or 12.5. If there is no value, leave it blank and choose a reason.",
            )
    };
    let list = |words: &[&str], what: &str, message: &str| {
        let said = said(DataValidation::new().allow_list_strings(words)?, what, message)?;
        said.set_error_style(DataValidationErrorStyle::Stop)
            .set_error_title("This is not in the list")?
            .set_error_message(format!("Choose one of these: {}.", words.join(", ")))
    };
    let parts = DataValidationRule::GreaterThanOrEqualTo(0.0);
    let any = DataValidationRule::Between(-1e15, 1e15);
    match HEADINGS.get(place).copied().unwrap_or_default() {
        "Numerator" => number(parts, "Numerator", format!("How many were counted, for the value{unit}.")),
        "Denominator" => number(parts, "Denominator", format!("Out of how many, for the value{unit}.")),
        "Value" => {
            let beside = match row.asked {
                Asked::Fraction => " Leave it blank if you give a numerator and a denominator.",
                Asked::Value => "",
            };
            let percent = if row.unit.starts_with('%') { " Write 12.5 for 12.5%, not 0.125." } else { "" };
            number(any, "Value", format!("The figure{unit} for {}.{percent}{beside}", row.period))
        }
        "Reason if there is no value" => {
            let words: Vec<_> = Absence::ALL.iter().map(|absence| absence.as_str()).collect();
            list(
                &words,
                "Reason",
                "Only where there is no value: choose why. If there were none, the value is 0.",
            )
        }
        "Status" => {
            let words: Vec<_> = Status::ALL.iter().map(|status| status.as_str()).collect();
            list(&words, "Status", "Choose provisional if the figure may still change.")
        }
        _ => said(
            DataValidation::new().allow_any_value(),
            "Note",
            "What a reader should know about this figure.",
        ),
    }
}

/// A message shown when a cell is selected; spreadsheets show 255 characters of it.
fn said(validation: DataValidation, title: &str, message: &str) -> Result<DataValidation, XlsxError> {
    validation.set_input_title(shortened(title, 32))?.set_input_message(shortened(message, 255))
}

/// The sheet that says how.
fn explain(sheet: &mut Worksheet, template: &Template) -> Result<(), XlsxError> {
    sheet.set_name("Notes")?.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0);
    let next = book::lines(
        sheet,
        &[
            template.title.clone(),
            format!("{}, {}. Please give {}.", template.organisation, template.quarter, wording::counted(template.rows.len(), "figure", "figures")),
            "Fill in the cells with a border on the sheet Return. You cannot change the others.".to_owned(),
            "Give a numerator and a denominator where you can fill in both, and the program calculates the \
                value. Otherwise give the value.".to_owned(),
            "Write numbers in digits. A percentage is a number from 0 to 100. If there were none, the value is 0.".to_owned(),
            "Where there is no value, leave the numbers blank and choose a reason from the list.".to_owned(),
            "The last column of a locked row says why it is locked. Rows with neither a number nor a reason are not read.".to_owned(),
            "The table below shows what each reason means and its symbol.".to_owned(),
        ],
    )?;
    let columns = [("Reason", 24.0), ("Symbol", 12.0), ("Meaning", 80.0)]
        .map(|(heading, width)| (heading.to_owned(), width));
    book::table(sheet, "Reasons", next, &columns, Absence::ALL.len())?;
    for (row, absence) in (next + 1..).zip(Absence::ALL) {
        sheet.write_string_with_format(row, 0, absence.as_str(), &wrapped())?;
        sheet.write_string_with_format(row, 1, format!("[{}]", absence.symbol()), &wrapped())?;
        sheet.write_string_with_format(row, 2, book::meaning(*absence), &wrapped())?;
    }
    Ok(())
}
