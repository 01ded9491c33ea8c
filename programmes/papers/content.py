"""What a decision puts into force: the whole content of a plan or of a list of tasks.

Plain values that JSON keeps, in one order, so that equal content has an equal fingerprint. Names
of what is pointed to (a strategy, a scheme) are written out: a revision is read without them.
"""

import hashlib
import json
from decimal import Decimal

FORMAT = 1


def plan_content(plan):
    return {
        "format": FORMAT,
        "fields": {
            "kind": plan.kind,
            "title": plan.title,
            "year_from": plan.year_from,
            "year_to": plan.year_to,
            "issuer_level": plan.issuer_level,
            "strategy": plan.strategy.name if plan.strategy else "",
            "lead": plan.lead,
            "partners": plan.partners,
        },
        "targets": [
            _target(target) for target in plan.targets.select_related("indicator").order_by("pk")
        ],
        "components": [
            _component(component) for component in plan.components.select_related("scheme")
        ],
        "money": [
            {"year": money.year, "fund": money.fund, "amount": _plain(money.amount)}
            for money in plan.money.order_by("year", "fund")
        ],
    }


def list_content(task_list):
    tasks = task_list.tasks.select_related("scheme", "component")
    return {
        "format": FORMAT,
        "fields": {
            "title": task_list.title,
            "year": task_list.year,
            "plan": task_list.plan.title if task_list.plan else "",
            "plan_id": task_list.plan_id,
            "issuer_level": task_list.issuer_level,
            "money_total": _plain(task_list.money_total),
        },
        "tasks": [_task(task) for task in tasks.prefetch_related("outputs", "money")],
    }


def is_empty(content):
    """As missing.is_blank, of what was written down."""
    return not any(content.get(part) for part in ("targets", "components", "tasks"))


def content_key(content):
    """64 hexadecimal digits: what an approval is asked for is exactly this."""
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _target(target):
    return {
        "id": target.pk,
        "indicator": target.indicator.code if target.indicator else "",
        "label": target.label,
        "comparator": target.comparator,
        "value": _plain(target.value),
        "upper": _plain(target.upper),
        "unit": target.unit,
        "denominator": target.denominator,
        "is_for_nation_only": target.is_for_nation_only,
    }


def _component(component):
    return {
        "id": component.pk,
        "ordinal": component.ordinal,
        "scheme": component.scheme.name if component.scheme else "",
        "name": component.name,
        "lead": component.lead,
        "partners": component.partners,
    }


def _task(task):
    return {
        "id": task.pk,
        "ordinal": task.ordinal,
        "name": task.name,
        "scheme": task.scheme.name if task.scheme else "",
        "component": task.component.name if task.component else "",
        "lead": task.lead,
        "partners": task.partners,
        "month_from": task.month_from,
        "month_to": task.month_to,
        "outputs": [
            {
                "id": output.pk,
                "kind": output.kind,
                "name": output.name,
                "unit": output.unit,
                "planned": _plain(output.planned),
            }
            for output in task.outputs.all()
        ],
        "money": [
            {"fund": money.fund, "amount": _plain(money.planned)} for money in task.money.all()
        ],
    }


def _plain(number):
    """'1234.5': one spelling for one number, and exact."""
    return None if number is None else format(Decimal(number).normalize(), "f")
