/** Style of the HTML report: light and dark, phone and print. System fonts, no network. */
export const style = `
:root{color-scheme:light dark;--bg:#f6f7f9;--card:#fff;--ink:#1c2330;--soft:#5a6577;--line:#dde2ea;--code:#f1f3f7;--accent:#2457c5;
--delete:#b3202c;--delete-bg:#fdecec;--replace:#9a5200;--replace-bg:#fff1de;--update:#7a5c00;--update-bg:#fff8dc;--drift:#6b3fa0;--drift-bg:#f4ecfb;
--create:#17692f;--create-bg:#e7f6eb;--policy:#b3202c;--advice:#2f5d86;--advice-bg:#e9f2fa;--minus:#ffe3e3;--minus-ink:#7d1420;--minus-mark:#ffb3b3;--plus:#dcf5e1;--plus-ink:#0f4c22;--plus-mark:#9be0ac}
@media (prefers-color-scheme:dark){:root{--bg:#11151c;--card:#1a202a;--ink:#e6eaf1;--soft:#9eabbe;--line:#2d3644;--code:#232b38;--accent:#8db2ff;
--delete:#ff8a8f;--delete-bg:#3a1b20;--replace:#ffb765;--replace-bg:#38280f;--update:#f0d060;--update-bg:#332c10;--drift:#c9a4f2;--drift-bg:#2c2140;
--create:#7fd897;--create-bg:#14301c;--policy:#ff8a8f;--advice:#8fc1ea;--advice-bg:#182b3b;--minus:#3c1d22;--minus-ink:#ffc9cc;--minus-mark:#74303a;--plus:#14351f;--plus-ink:#bff0cb;--plus-mark:#22663a}}
*{box-sizing:border-box}
body{margin:0;background:var(--bg);color:var(--ink);font:15px/1.5 system-ui,-apple-system,"Segoe UI","PingFang SC","Microsoft YaHei","Noto Sans CJK SC","Noto Sans",sans-serif;overflow-wrap:anywhere}
main,header.top,footer{max-width:1180px;margin:0 auto;padding:0 20px}
code,pre,.mono,.lines td{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono","Noto Sans Mono CJK SC",monospace;font-size:.9em}
code{background:var(--code);border-radius:4px;padding:.08em .35em}
a{color:var(--accent)}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px;border-radius:4px}
.skip{position:absolute;left:-9999px}.skip:focus{left:12px;top:12px;background:var(--card);padding:8px 12px;z-index:9}
.quiet{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
header.top{padding-top:28px}
h1{font-size:1.55rem;line-height:1.25;margin:0 0 10px}
h2{font-size:1.1rem;margin:36px 0 12px;scroll-margin-top:110px}
.meta{color:var(--soft);margin:0 0 14px;font-size:.9rem}
.banner{border-radius:10px;padding:10px 14px;margin:0 0 14px;font-weight:600;border:1px solid currentColor}
.banner.bad{color:var(--delete);background:var(--delete-bg)}.banner.good{color:var(--create);background:var(--create-bg)}.banner.warn{color:var(--replace);background:var(--replace-bg)}
.tools{position:sticky;top:0;z-index:5;background:var(--bg);padding:10px 0;border-bottom:1px solid var(--line)}
.tools .row{display:flex;flex-wrap:wrap;gap:8px;align-items:center;max-width:1180px;margin:0 auto;padding:0 20px}.tools .row+.row{margin-top:8px}
.chip{font:inherit;display:inline-flex;gap:7px;align-items:center;min-height:38px;padding:4px 13px;border-radius:19px;border:1px solid var(--line);background:var(--card);color:var(--soft);cursor:pointer}
.chip b{font-size:1.06rem;color:var(--tone)}.chip[aria-pressed=true]{border-color:var(--tone);color:var(--ink);box-shadow:inset 0 0 0 1px var(--tone)}
.some .chip[aria-pressed=false]{opacity:.55}.chip.still{cursor:default}
input,select{font:inherit;min-height:38px;padding:4px 11px;border-radius:8px;border:1px solid var(--line);background:var(--card);color:var(--ink)}
input[type=search]{flex:1 1 180px;min-width:120px}
.shown{color:var(--soft);font-size:.88rem}
.delete{--tone:var(--delete);--tone-bg:var(--delete-bg)}.replace{--tone:var(--replace);--tone-bg:var(--replace-bg)}.update,.outputs{--tone:var(--update);--tone-bg:var(--update-bg)}.drift{--tone:var(--drift);--tone-bg:var(--drift-bg)}.create,.import{--tone:var(--create);--tone-bg:var(--create-bg)}.same{--tone:var(--soft);--tone-bg:var(--code)}.mandatory,.failure{--tone:var(--policy);--tone-bg:var(--delete-bg)}.advisory,.warning,.known{--tone:var(--advice);--tone-bg:var(--advice-bg)}
.contents{max-width:1180px;margin:0 auto 10px;padding:0 20px}.contents ul{list-style:none;margin:0;padding:12px 16px;border:1px solid var(--line);border-radius:10px;background:var(--card);font-size:.92rem}.contents li{padding:2px 0}.contents a{text-decoration:none}.contents a:hover{text-decoration:underline}
.act{font:inherit;min-height:38px;padding:4px 12px;border-radius:8px;border:1px solid var(--line);background:var(--card);color:var(--ink);cursor:pointer}
.card{background:var(--card);border:1px solid var(--line);border-left:5px solid var(--tone,var(--line));border-radius:10px;padding:15px 18px;margin:0 0 16px}.card,.names li{scroll-margin-top:120px}
.fold{margin:0}.fold>summary{display:flex;gap:9px;color:inherit;list-style:none}.fold>summary::-webkit-details-marker{display:none}.fold>summary::before{content:"▾";color:var(--soft)}.fold:not([open])>summary::before{content:"▸"}
.card:target{box-shadow:0 0 0 3px var(--accent)}
.many .card{content-visibility:auto;contain-intrinsic-size:auto 180px}
.card h3{font-size:1.02rem;margin:0;display:flex;flex-wrap:wrap;gap:4px 9px;align-items:baseline}
.badge{font-size:.74rem;font-weight:700;letter-spacing:.05em;text-transform:uppercase;color:var(--tone);background:var(--tone-bg);border-radius:5px;padding:2px 8px}
.noun{color:var(--soft);font-weight:400}.name{font-weight:700}.id,.stack{color:var(--soft);font-size:.85rem;font-weight:400}
.card p{margin:9px 0 0}.why{color:var(--tone);font-weight:600}
.steps{list-style:none;display:flex;flex-wrap:wrap;gap:7px 0;padding:0;margin:12px 0 2px;counter-reset:step}
.steps li{position:relative;border:1px solid var(--line);border-radius:8px;background:var(--card);padding:5px 11px;margin-right:22px;font-size:.86rem;max-width:230px}
.steps li:not(:last-child)::after{content:"";position:absolute;right:-22px;top:50%;width:21px;border-top:2px solid var(--line)}
.steps small{display:block;color:var(--soft);font-size:.74rem}
.steps .changed,.steps .moved{background:var(--update-bg);border-color:var(--update)}.steps .changed b,.steps .moved b{color:var(--update)}
.steps .added{background:var(--create-bg);border:1.5px dashed var(--create)}.steps .removed{background:var(--delete-bg);border:1.5px dashed var(--delete)}.steps .removed b{text-decoration:line-through}
.steps .off b{opacity:.6}
table{border-collapse:collapse;width:100%;margin:12px 0 0;table-layout:fixed}
th,td{text-align:left;vertical-align:top;padding:6px 9px;border-top:1px solid var(--line)}
thead th{color:var(--soft);font-size:.78rem;font-weight:600;text-transform:uppercase;letter-spacing:.04em;border-top:0}
.fields th[scope=row]{font-weight:500}.fields col.f{width:28%}
.old{background:var(--minus);color:var(--minus-ink)}.new{background:var(--plus);color:var(--plus-ink)}
.old .mono,.new .mono{white-space:pre-wrap}
.names{columns:auto 260px;column-gap:24px;margin:8px 0 0;padding:0 0 0 18px}.names li{break-inside:avoid;padding:1px 0}.banner small{display:block;font-weight:500;font-size:.85rem}
.nothing,.later{color:var(--soft);font-style:italic}.hidden-value{font-weight:600}
mark{background:none;color:inherit;border-radius:3px}.old mark{background:var(--minus-mark)}.new mark{background:var(--plus-mark)}
.lines{border:1px solid var(--line);margin:2px 0 6px}.lines col.n{width:3.4em}
.lines td{padding:0 9px;border-top:0;font-size:.86rem;white-space:pre-wrap;line-height:1.55}.lines .n{padding:0 7px 0 0;color:var(--soft);background:var(--code);text-align:right;user-select:none}.lines .n::before{content:attr(data-n)}
.lines .gap td{font-family:inherit;color:var(--soft);text-align:center;font-style:italic;padding:4px}.lines .none{background:var(--code)}
.fields td.wide{padding:0;border:0}.block{padding:6px 9px;margin-bottom:6px}
.pill{font-size:.74rem;font-weight:700;color:var(--replace);background:var(--replace-bg);border-radius:4px;padding:1px 6px;white-space:nowrap}
.scroll{overflow-x:auto}
.counts{width:auto;min-width:50%}.counts td:not(:first-child),.counts th:not(:first-child){text-align:right}
.counts{table-layout:auto;background:var(--card);border:1px solid var(--line)}
pre{white-space:pre-wrap;margin:9px 0 0;background:var(--code);border-radius:7px;padding:10px 12px}
details{margin-top:10px}summary{cursor:pointer;color:var(--soft);min-height:28px}
ul.plain{columns:260px;padding-left:18px;margin:8px 0;color:var(--soft);font-size:.9rem}
footer{color:var(--soft);font-size:.86rem;padding-top:14px;padding-bottom:40px}
[hidden]{display:none!important}
@media (max-width:700px){main,header.top,footer,.contents,.tools .row{padding-left:12px;padding-right:12px}.tools{position:static}h1{font-size:1.25rem}.card{padding:12px}
.fields,.fields tbody,.fields tr,.fields th,.fields td{display:block;width:100%}.fields thead,.fields colgroup{display:none}.fields tr{border-top:1px solid var(--line);padding:6px 0}.fields th,.fields td{border:0;padding:4px 8px}
.fields td[data-side]::before{content:attr(data-side);display:block;font-size:.72rem;text-transform:uppercase;opacity:.75}.fields td.wide{padding:0}
.lines,.lines tbody{display:block}.lines colgroup{display:none}.fields .lines tr{display:grid;grid-template-columns:3.2em 1fr;padding:0;border:0}.fields .lines td{padding:0 8px;width:auto}.fields .lines .n{padding:0 6px 0 0}.fields .lines .none,.fields .lines .both td:nth-child(n+3){display:none}.fields .lines .gap{display:block}
.steps li{max-width:none}}
@media print{:root{--bg:#fff;--card:#fff}@page{margin:12mm}html{font-size:10.5px}body{font-size:1rem}*{-webkit-print-color-adjust:exact;print-color-adjust:exact}.tools,.skip,.contents{display:none}.card:target{box-shadow:none}
.card{border-color:#999 #999 #999 var(--tone);padding:9px 12px;margin-bottom:10px;box-decoration-break:clone;-webkit-box-decoration-break:clone}.many .card{content-visibility:visible}h2{margin:16px 0 8px}h1,h2,h3,summary,.fields th[scope=row][colspan]{break-after:avoid}tr,li,.card p,.banner{break-inside:avoid}footer{break-before:avoid;padding-bottom:0}.lines tr,.fields tr:has(.wide){break-inside:auto}a{color:inherit;text-decoration:none}summary{min-height:0}}
`;
