//! Coefficients written as a sequential JPEG of one scan, with codes made for it.

use super::{
    ZIGZAG,
    bits::BitWriter,
    codes::{Encoder, Frequencies},
    planes::{Block, Picture, Plane},
};
use crate::{PhotoError, strip::jpeg::adobe};

/// Writes the picture.
pub(super) fn picture(picture: &Picture) -> Result<Vec<u8>, PhotoError> {
    let mut out = vec![0xFF, 0xD8];
    if let Some(transform) = picture.transform {
        adobe::write(transform, &mut out);
    }
    let numbers = write_quantisation(picture, &mut out);
    write_frame(picture, &numbers, &mut out);
    let mut frequencies = [[Frequencies::none(), Frequencies::none()], [Frequencies::none(), Frequencies::none()]];
    each_symbol(picture, &mut |lane, class, symbol, _, _| frequencies[class][lane].count(symbol))?;
    let codes = frequencies.map(|of_class| of_class.map(|of_lane| of_lane.codes()));
    let lanes = picture.planes.len().min(2);
    for (class, of_class) in (0_u8..).zip(&codes) {
        for (lane, codes) in (0_u8..).zip(of_class).take(lanes) {
            write_codes(class << 4 | lane, codes, &mut out);
        }
    }
    let count = picture.planes.len() as u8;
    out.extend([0xFF, 0xDA, 0, 6 + 2 * count, count]);
    for (index, plane) in picture.planes.iter().enumerate() {
        out.extend([plane.id, if lane_of(index) == 0 { 0x00 } else { 0x11 }]);
    }
    out.extend([0, 63, 0]);
    let mut bits = BitWriter::behind(&mut out);
    each_symbol(picture, &mut |lane, class, symbol, value, size| {
        let (code, length) = codes[class][lane].code(symbol);
        bits.put(code, length);
        bits.put(value, size);
    })?;
    bits.finish();
    out.extend([0xFF, 0xD9]);
    Ok(out)
}

/// The tables a component is coded with: brightness has its own.
fn lane_of(index: usize) -> usize {
    index.min(1)
}

/// Writes each different table once; gives the number of each component's.
fn write_quantisation(picture: &Picture, out: &mut Vec<u8>) -> Vec<u8> {
    let mut tables: Vec<&[u16; 64]> = Vec::new();
    let mut numbers = Vec::new();
    for plane in &picture.planes {
        let known = tables.iter().position(|table| **table == plane.quantisation);
        let number = known.unwrap_or(tables.len());
        numbers.push(number as u8);
        if known.is_some() {
            continue;
        }
        tables.push(&plane.quantisation);
        let wide = is_wide(plane);
        out.extend([0xFF, 0xDB, 0, if wide { 131 } else { 67 }, u8::from(wide) << 4 | number as u8]);
        for place in ZIGZAG {
            let [high, low] = plane.quantisation[usize::from(place)].to_be_bytes();
            out.extend(wide.then_some(high));
            out.push(low);
        }
    }
    numbers
}

/// Whether a step does not fit into a byte.
fn is_wide(plane: &Plane) -> bool {
    plane.quantisation.iter().any(|&step| step > 255)
}

fn write_frame(picture: &Picture, numbers: &[u8], out: &mut Vec<u8>) {
    let extended = picture.planes.iter().any(is_wide);
    let count = picture.planes.len() as u8;
    out.extend([0xFF, if extended { 0xC1 } else { 0xC0 }, 0, 8 + 3 * count, 8]);
    out.extend(picture.height.to_be_bytes());
    out.extend(picture.width.to_be_bytes());
    out.push(count);
    for (plane, number) in picture.planes.iter().zip(numbers) {
        out.extend([plane.id, (plane.sampling.0 << 4 | plane.sampling.1) as u8, *number]);
    }
}

fn write_codes(head: u8, codes: &Encoder, out: &mut Vec<u8>) {
    let mut table = vec![head];
    codes.write(&mut table);
    out.extend([0xFF, 0xC4]);
    out.extend((table.len() as u16 + 2).to_be_bytes());
    out.extend(table);
}

/// Hands out every symbol of the scan in its order: lane, class (0 DC, 1 AC), symbol, the bits behind it, their number.
fn each_symbol(picture: &Picture, each: &mut impl FnMut(usize, usize, u8, u32, u32)) -> Result<(), PhotoError> {
    let Some(first) = picture.planes.first() else { return Ok(()) };
    let (across, down) = (first.size.0 / first.sampling.0, first.size.1 / first.sampling.1);
    let mut before = vec![0; picture.planes.len()];
    for y in 0..down {
        for x in 0..across {
            for (index, (plane, before)) in picture.planes.iter().zip(&mut before).enumerate() {
                for row in 0..plane.sampling.1 {
                    let start = (y * plane.sampling.1 + row) * plane.size.0 + x * plane.sampling.0;
                    let blocks = plane.blocks.get(start..start + plane.sampling.0).unwrap_or_default();
                    for block in blocks {
                        symbols(block, before, lane_of(index), each)?;
                    }
                }
            }
        }
    }
    Ok(())
}

fn symbols(
    block: &Block,
    before: &mut i32,
    lane: usize,
    each: &mut impl FnMut(usize, usize, u8, u32, u32),
) -> Result<(), PhotoError> {
    let dc = i32::from(block[0]);
    let (bits, size) = sized(dc - *before, 11)?;
    *before = dc;
    each(lane, 0, size as u8, bits, size);
    let mut run = 0;
    for place in ZIGZAG.iter().skip(1) {
        let coefficient = i32::from(block[usize::from(*place)]);
        if coefficient == 0 {
            run += 1;
            continue;
        }
        while run > 15 {
            each(lane, 1, 0xF0, 0, 0);
            run -= 16;
        }
        let (bits, size) = sized(coefficient, 10)?;
        each(lane, 1, run << 4 | size as u8, bits, size);
        run = 0;
    }
    if run > 0 {
        each(lane, 1, 0, 0, 0);
    }
    Ok(())
}

/// The bits of a value and how many they are: at most what eight bits per colour can come to.
fn sized(value: i32, most: u32) -> Result<(u32, u32), PhotoError> {
    let size = i32::BITS - value.unsigned_abs().leading_zeros();
    if size > most {
        return Err(PhotoError::damaged("its pixels are brighter than can be"));
    }
    let bits = if value < 0 { value - 1 } else { value };
    Ok((bits as u32, size))
}
