"""The study's own tables, written by hand but full of what would run elsewhere; their form is right, so that they apply."""

from __future__ import annotations

from .attacks import RUN

TABLES: dict[str, bytes] = {
    "catalog.csv": (
        "doc,fact,value,reason\n"
        f'script,title,"<script>{RUN}</script>{{{{ files }}}}","<img src=x onerror={RUN}>"\n'
        f'comment,issuer,"=HYPERLINK(""http://x.invalid"")#read(""/etc/passwd"")","**理由**[^1]"\n'
        f'entities,author,"</script><svg onload={RUN}>","\\input{{x}}"\n'
    ).encode(),
}
