//! From the contents of a sheet to the cells of a workbook.

use super::{Columns, HEAD, LONGEST, Sheet, Value, shortened};
use rust_xlsxwriter::{
    Format, FormatAlign, FormatBorder, Table, TableColumn, TableStyle, Worksheet, XlsxError,
};
use std::collections::{HashMap, HashSet};

/// Writes a sheet: its title, a line about it, and its table.
pub(super) fn write(sheet: &mut Worksheet, content: &Sheet<'_>) -> Result<(), XlsxError> {
    sheet.set_name(content.name)?;
    sheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0);
    let title = Format::new().set_bold().set_font_size(14);
    sheet.write_string_with_format(0, 0, shortened(&content.title, LONGEST), &title)?;
    sheet.write_string(1, 0, content.description)?;
    let words = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    let heading = words.clone().set_bold().set_border_bottom(FormatBorder::Thin);
    for (column, (head, width)) in (0..).zip(content.columns) {
        sheet.set_column_width(column, *width)?;
        sheet.write_string_with_format(HEAD, column, *head, &heading)?;
    }
    let numbers = number_formats(content);
    for (row, cells) in (HEAD + 1..).zip(&content.rows) {
        for (column, cell) in (0..).zip(cells) {
            match cell {
                Value::Text(text) if !text.is_empty() => {
                    sheet.write_string_with_format(row, column, shortened(text, LONGEST), &words)?;
                }
                Value::Number(number, decimals) => {
                    let format = numbers.get(decimals).unwrap_or(&words);
                    sheet.write_number_with_format(row, column, *number, format)?;
                }
                Value::Text(_) | Value::Nothing => {}
            }
        }
        height(sheet, row, content.columns, cells)?;
    }
    sheet.set_freeze_panes(HEAD + 1, 1)?;
    sheet.set_repeat_rows(HEAD, HEAD)?;
    table(sheet, content, &heading)
}

fn table(sheet: &mut Worksheet, content: &Sheet<'_>, heading: &Format) -> Result<(), XlsxError> {
    let column =
        |(head, _): &(&'static str, f64)| TableColumn::new().set_header(*head).set_header_format(heading);
    let columns: Vec<_> = content.columns.iter().map(column).collect();
    let table = Table::new()
        .set_name(format!("{}_table", content.name))
        .set_style(TableStyle::None)
        .set_autofilter(false)
        .set_columns(&columns);
    // A table has at least one row, which is blank where there is nothing to show.
    let rows = u32::try_from(content.rows.len().max(1)).unwrap_or(u32::MAX);
    let last = u16::try_from(content.columns.len().saturating_sub(1)).unwrap_or(u16::MAX);
    sheet.add_table(HEAD, 0, HEAD + rows, last, &table)?;
    Ok(())
}

/// The formats of numbers, by the decimals shown. The cell keeps the full number.
fn number_formats(content: &Sheet<'_>) -> HashMap<u8, Format> {
    let cells = content.rows.iter().flatten();
    let decimals: HashSet<u8> = cells
        .filter_map(|cell| if let Value::Number(_, decimals) = cell { Some(*decimals) } else { None })
        .collect();
    let shown = |decimals: u8| match decimals {
        0 => "#,##0".to_owned(),
        // Spreadsheets show thirty at most.
        decimals => format!("#,##0.{}", "0".repeat(usize::from(decimals.min(30)))),
    };
    let format = |decimals| Format::new().set_align(FormatAlign::Top).set_num_format(shown(decimals));
    decimals.into_iter().map(|decimals| (decimals, format(decimals))).collect()
}

/// Makes a row as high as its wrapped texts need: not every program does so itself.
fn height(sheet: &mut Worksheet, row: u32, columns: &Columns, cells: &[Value<'_>]) -> Result<(), XlsxError> {
    let lines = cells.iter().zip(columns).map(|(cell, (_, width))| match cell {
        Value::Text(text) => (text.chars().count() as f64 / (width * 1.1)).ceil(),
        _ => 1.0,
    });
    let lines = lines.fold(1.0, f64::max);
    if lines > 1.0 {
        // No row is higher than 409 points.
        sheet.set_row_height(row, (lines * 15.0).min(409.0))?;
    }
    Ok(())
}
