"""What the sheets of a task look like: flow chart, balances, waste streams, solutions."""

from decimal import Decimal

from django.utils.translation import gettext as _

from assessments.worksheets import balances, solutions, streams
from assessments.worksheets.figures import Figure
from organisations import charts
from organisations.vietnamese import format_number


def pictures(task, contents):
    """Charts for the page of a task, drawn."""
    draw = DRAWN.get(task.no)
    return [charts.on_page(spec) for spec in draw(contents)] if draw else []


def flow_chart(contents):
    nodes = contents.of("04_Nut")
    if not nodes:
        return []
    orders = {line["ma"]: line["thu_tu"] for line in contents.of("02_Cong_doan")}
    nodes = sorted(nodes, key=lambda line: orders.get(line["cong_doan"], len(orders) + 1))
    boxes = [charts.FlowNode(n["ma"], f"{n['ma']}. {n['ten']}") for n in nodes]
    flows = [charts.Flow(f["ten"], f["tu"], f["den"]) for f in contents.of("04_Dong")]
    title = _("Sơ đồ công nghệ")
    return [charts.FlowChart(title, _("Các công đoạn và các dòng."), tuple(boxes), tuple(flows))]


def ribbons_of_balances(contents):
    told = [each for each in balances.checked(contents) if each.balance and each.is_complete]
    return [_balance(each, contents) for each in told]


def title_of(each, contents):
    place = balances.place_name(each.place, contents)
    return _("Cân bằng %(code)s: %(place)s") % {"code": each.code, "place": place}


def _balance(each, contents):
    sides = {balances.IN: [], balances.OUT: []}
    for line in each.lines:
        way, amount = line["chieu"], in_unit(line, each.unit)
        if way == balances.STOCK:
            # What a falling stock gives goes in, what a rising one takes comes out.
            way = balances.IN if amount < 0 else balances.OUT
        name = streams.flow_name(line["dong"], contents)
        sides[way].append(charts.Ribbon(name, _value(abs(amount), each.unit)))
    rest = each.balance.unaccounted
    unseen = charts.Ribbon(_("Tổn thất chưa xác định"), _value(abs(rest), each.unit), True)
    sides[balances.OUT if rest >= 0 else balances.IN].append(unseen)
    closure = format_number(each.balance.closure, 2) if each.balance.closure is not None else "–"
    return charts.Sankey(
        title_of(each, contents),
        _("Khép kín %(closure)s%%, %(verdict)s.") % {"closure": closure, "verdict": each.verdict()},
        balances.place_name(each.place, contents),
        tuple(sides[balances.IN]),
        tuple(sides[balances.OUT]),
        each.unit,
    )


def in_unit(line, unit):
    """The amount of a flow in the unit of its balance."""
    amount, told = balances.in_one_unit(line)
    return amount / balances.KILOGRAMS_OF_A_TONNE if told == "kg" and unit == "t" else amount


def _value(amount, unit):
    return charts.Value(amount, str(Figure(amount, unit, 3)))


def pareto(contents):
    costs = streams.cost_by_stream(contents)
    if not costs:
        return []
    flows = {line["ma"]: line["dong"] for line in contents.of(streams.COSTS)}
    bars = [
        charts.Bar(
            f"{code}. {streams.flow_name(flows[code], contents)}",
            charts.Value(cost, format_number(cost, 0)),
        )
        for code, cost in costs.items()
        if cost >= 0
    ]
    title = _("Chi phí của các dòng thải")
    return [charts.Pareto(title, _("Từ lớn đến nhỏ."), tuple(bars), _("đồng/năm"))]


def by_payback(contents):
    """The solutions that save something, the one that pays back soonest first."""
    told = {code: each for code, each in solutions.economies(contents).items() if each.saving > 0}
    if not told:
        return []
    names = contents.by_key("08_Co_hoi")
    order = sorted(told, key=lambda code: (told[code].payback, code))
    bars = [
        charts.Bar(
            f"{code}. {names[code]['ten']} ({_years(told[code].payback)})", _saved(told[code])
        )
        for code in order
    ]
    title = _("Giải pháp theo tiết kiệm và thời gian hoàn vốn")
    said = _("Cột là tiết kiệm ròng một năm; xếp theo thời gian hoàn vốn.")
    return [charts.BarChart(title, said, tuple(bars), _("triệu đồng/năm"))]


def _years(payback):
    if not payback:
        return _("không mất tiền")
    return _("hoàn vốn %(years)s năm") % {"years": format_number(payback, 2)}


def _saved(told):
    millions = told.saving / Decimal(1_000_000)
    return charts.Value(millions, format_number(millions, 1))


DRAWN = {4: flow_chart, 5: ribbons_of_balances, 6: pareto, 11: by_payback}
