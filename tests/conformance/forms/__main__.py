"""Write the definitions of the forms under test again, from their workbooks."""

import json

from api.xlsform.conversion import convert_xlsform
from tests.conformance.forms import NAMES, ROOT, cases, definition_file

for name in NAMES:
    definition = convert_xlsform((ROOT / cases(name)["workbook"]).read_bytes()).definition
    text = json.dumps(definition, ensure_ascii=False, indent=1)
    definition_file(name).write_text(text + "\n")
