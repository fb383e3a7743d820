"""A small country through the reform of 1 July 2025, as files: real units, few of them."""

import csv
from pathlib import Path

from api.loading.org_unit_files import AliasLine, FileLine, SuccessionLine, UnitLine

OLD, NEW = "2021-01-01", "2025-07-01"

UNITS = f"""
key | level | code | kind | name | parent | valid_from | valid_to | undecided
vn | nation | | | Việt Nam | | {OLD} | |
{OLD}/14 | province | 14 | Tỉnh | Sơn La | vn | {OLD} | |
{OLD}/116 | district | 116 | Huyện | Sông Mã | {OLD}/14 | {OLD} | {NEW} |
{OLD}/04231 | commune | 04231 | Xã | Mường Lầm | {OLD}/116 | {OLD} | {NEW} |
{OLD}/04231 | commune | 04231 | Xã | Mường Lầm | {OLD}/14 | {NEW} | |
{OLD}/58 | province | 58 | Tỉnh | Ninh Thuận | vn | {OLD} | {NEW} |
{OLD}/584 | district | 584 | Huyện | Bác Ái | {OLD}/58 | {OLD} | {NEW} |
{OLD}/22801 | commune | 22801 | Xã | Phước Đại | {OLD}/584 | {OLD} | {NEW} |
{OLD}/22798 | commune | 22798 | Xã | Phước Thành | {OLD}/584 | {OLD} | {NEW} |
{OLD}/56 | province | 56 | Tỉnh | Khánh Hòa | vn | {OLD} | {NEW} |
{NEW}/56 | province | 56 | Tỉnh | Khánh Hòa | vn | {NEW} | |
{NEW}/22801 | commune | 22801 | Xã | Bác Ái Đông | {NEW}/56 | {NEW} | |
{OLD}/22801/ta-lu-1 | village | | Thôn | Tà Lú 1 | {OLD}/22801 | 2022-01-01 | {NEW} |
{OLD}/22801/ta-lu-1 | village | | Thôn | Tà Lú 1 | {NEW}/22801 | {NEW} | |
{OLD}/51 | province | 51 | Tỉnh | Quảng Ngãi | vn | {OLD} | {NEW} |
{OLD}/535 | district | 535 | Huyện | Ba Tơ | {OLD}/51 | {OLD} | {NEW} |
{OLD}/21520 | commune | 21520 | Xã | Ba Trang | {OLD}/535 | {OLD} | {NEW} |
{OLD}/21508 | commune | 21508 | Xã | Ba Khâm | {OLD}/535 | {OLD} | {NEW} |
{NEW}/51 | province | 51 | Tỉnh | Quảng Ngãi | vn | {NEW} | |
{NEW}/21520 | commune | 21520 | Xã | Đặng Thùy Trâm | {NEW}/51 | {NEW} | |
{OLD}/01 | province | 01 | Thành phố | Hà Nội | vn | {OLD} | |
{OLD}/001 | district | 001 | Quận | Ba Đình | {OLD}/01 | {OLD} | {NEW} |
{OLD}/00007 | commune | 00007 | Phường | Cống Vị | {OLD}/001 | {OLD} | {NEW} |
{NEW}/00008 | commune | 00008 | Phường | Ngọc Hà | {OLD}/01 | {NEW} | |
{NEW}/00025 | commune | 00025 | Phường | Giảng Võ | {OLD}/01 | {NEW} | |
{OLD}/00007/to-1 | village | | Tổ dân phố | Số 1 | {OLD}/00007 | {OLD} | {NEW} |
{OLD}/00007/to-1 | village | | Tổ dân phố | Số 1 | {NEW}/00008 | {NEW} | | 1
"""
SUCCESSION = f"""
from_key | to_key | on_date | extent | source
{OLD}/58 | {NEW}/56 | {NEW} | whole | NQ 202/2025/QH15
{OLD}/56 | {NEW}/56 | {NEW} | whole | NQ 202/2025/QH15
{OLD}/51 | {NEW}/51 | {NEW} | whole | NQ 202/2025/QH15
{OLD}/22801 | {NEW}/22801 | {NEW} | whole | NQ 1667/NQ-UBTVQH15
{OLD}/22798 | {NEW}/22801 | {NEW} | whole | NQ 1667/NQ-UBTVQH15
{OLD}/21520 | {NEW}/21520 | {NEW} | whole | NQ 1677/NQ-UBTVQH15
{OLD}/21508 | {NEW}/21520 | {NEW} | whole | NQ 1677/NQ-UBTVQH15
{OLD}/00007 | {NEW}/00008 | {NEW} | part, default |
{OLD}/00007 | {NEW}/00025 | {NEW} | part |
"""
ALIASES = f"""
key | name | source
{NEW}/21520 | Đặng Thuỳ Trâm | danh mục
{NEW}/56 | Khánh Hoà | danh mục
"""


def write(folder: Path, units: str = UNITS) -> Path:
    """The country as files in this folder."""
    folder.mkdir(parents=True, exist_ok=True)
    _write(folder / "org_units.csv", UnitLine, units)
    _write(folder / "succession.csv", SuccessionLine, SUCCESSION)
    _write(folder / "org_unit_aliases.csv", AliasLine, ALIASES)
    return folder


def _write(file: Path, kind: type[FileLine], table: str) -> None:
    header, *rows = [
        [cell.strip() for cell in line.split("|")] for line in table.strip().splitlines()
    ]
    with file.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.DictWriter(opened, kind.model_fields, restval="")
        writer.writeheader()
        writer.writerows(dict(zip(header, row, strict=False)) for row in rows)
