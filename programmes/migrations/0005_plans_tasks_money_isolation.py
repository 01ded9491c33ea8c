"""Who reads and writes what a plan, a list and a task are made of, and what was issued earlier."""

from django.db import migrations

from organisations.isolation import TID, Isolate, Policy, append_only, national, owned

PLANNERS = ("ministry", "department", "corporation")
CAPABLE = (*PLANNERS, "enterprise")
MINE = f"owner_id = {TID}"

STATES = """
UPDATE programmes_tasklist SET state = 'issued' WHERE document_id IS NOT NULL;
"""

BORROWED = """
-- A row may lean on a national row or on one of its own unit, never on a neighbour's.
-- TG_ARGV[0]: the column, TG_ARGV[1]: the table it points to.
CREATE FUNCTION app.national_or_own() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
DECLARE
  wanted bigint := (to_jsonb(NEW) ->> TG_ARGV[0])::bigint;
  found boolean;
BEGIN
  IF wanted IS NULL THEN
    RETURN NEW;
  END IF;
  EXECUTE format('SELECT EXISTS (SELECT 1 FROM %I
    WHERE id = $1 AND (is_national OR owner_id = $2))', TG_ARGV[1])
    INTO found USING wanted, NEW.owner_id;
  IF NOT found THEN
    RAISE insufficient_privilege USING MESSAGE = 'Không có hồ sơ này.';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER b_national_or_own BEFORE INSERT OR UPDATE ON programmes_targetprogress FOR EACH ROW
  EXECUTE FUNCTION app.national_or_own('target_id', 'programmes_target');
CREATE TRIGGER b_national_or_own BEFORE INSERT OR UPDATE ON programmes_fundingsource FOR EACH ROW
  EXECUTE FUNCTION app.national_or_own('document_id', 'programmes_legaldocument');
CREATE TRIGGER b_national_or_own BEFORE INSERT OR UPDATE ON programmes_proposal FOR EACH ROW
  EXECUTE FUNCTION app.national_or_own('call_id', 'programmes_call');
"""

PROPOSALS = """
-- When a proposal was sent is the database's to say; what was sent is not rewritten.
CREATE FUNCTION app.send_proposal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'INSERT' AND OLD.state = 'submitted' AND app.kind() IS NOT NULL THEN
    RAISE EXCEPTION 'Đề xuất đã gửi thì không sửa, không xóa.' USING ERRCODE = 'P0001';
  END IF;
  IF TG_OP = 'DELETE' THEN
    RETURN OLD;
  END IF;
  NEW.submitted_at := CASE NEW.state WHEN 'submitted' THEN app.now() END;
  RETURN NEW;
END $$;
CREATE TRIGGER c_send_proposal BEFORE INSERT OR UPDATE OR DELETE ON programmes_proposal FOR EACH ROW
  EXECUTE FUNCTION app.send_proposal();

-- The Ministry takes up only what was sent to it.
CREATE FUNCTION app.only_sent_proposals() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = public, pg_temp AS $$
BEGIN
  IF NEW.proposal_id IS NOT NULL AND NOT EXISTS (
      SELECT 1 FROM programmes_proposal p
        JOIN programmes_call c ON c.id = p.call_id AND c.owner_id = NEW.owner_id
        WHERE p.id = NEW.proposal_id AND p.state = 'submitted') THEN
    RAISE insufficient_privilege USING MESSAGE = 'Không có đề xuất này.';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER b_only_sent_proposals BEFORE INSERT OR UPDATE OF proposal_id ON programmes_task
  FOR EACH ROW EXECUTE FUNCTION app.only_sent_proposals();
"""

FROZEN = """
-- A published call stands as its letter went out.
CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE ON programmes_call FOR EACH ROW
  WHEN (OLD.is_national)
  EXECUTE FUNCTION app.refuse_change('Đợt đăng ký đã công bố không sửa, không xóa.');
CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE ON programmes_revision FOR EACH ROW
  EXECUTE FUNCTION app.refuse_change('Nội dung đã ban hành không sửa, không xóa.');
-- Revisions are numbered without a gap, so that none can be slipped in before or far behind.
CREATE FUNCTION app.stamp_revision() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  last integer;
BEGIN
  SELECT max(ordinal) INTO last FROM programmes_revision
    WHERE plan_id = NEW.plan_id OR task_list_id = NEW.task_list_id;
  IF NEW.ordinal <> coalesce(last, 0) + 1 THEN
    RAISE check_violation USING MESSAGE = 'Nội dung ban hành đánh số liên tiếp từ 1.';
  END IF;
  NEW.created_at := app.now();
  RETURN NEW;
END $$;
CREATE TRIGGER b_stamp BEFORE INSERT ON programmes_revision FOR EACH ROW
  EXECUTE FUNCTION app.stamp_revision();
"""


def national_or_mine(table, writers):
    """Own rows, and national ones; only the Ministry may call a row national."""
    policies = owned(writers=writers) + national(condition="is_national")
    mine = f"{MINE} AND NOT is_national"
    return Isolate(
        table,
        [
            Policy(p.role, p.command, mine) if p.command != "SELECT" and p.role != "ministry" else p
            for p in policies
        ],
        fill_scope="owner",
        history=True,
    )


def part(table, *parents, people=PLANNERS):
    return Isolate(
        f"programmes_{table}",
        owned(writers=people, readers=people),
        fill_scope="owner",
        part_of=parents,
        history=True,
    )


class Migration(migrations.Migration):
    dependencies = [("programmes", "0004_plans_tasks_money")]

    operations = [
        migrations.RunSQL(STATES, migrations.RunSQL.noop),
        part("plancomponent", ("plan_id", "programmes_actionplan")),
        part("planmoney", ("plan_id", "programmes_actionplan")),
        part(
            "opinion", ("plan_id", "programmes_actionplan"), ("task_list_id", "programmes_tasklist")
        ),
        Isolate(
            "programmes_revision",
            append_only(writers=PLANNERS, readers=PLANNERS),
            fill_scope="owner",
            part_of=[
                ("plan_id", "programmes_actionplan"),
                ("task_list_id", "programmes_tasklist"),
                ("document_id", "programmes_legaldocument"),
            ],
        ),
        part("taskoutput", ("task_id", "programmes_task")),
        part("taskmoney", ("task_id", "programmes_task")),
        part("disbursement", ("task_id", "programmes_task")),
        part("targetprogress"),
        part("outgoingletter", ("plan_id", "programmes_actionplan")),
        part("letteraddressee", ("letter_id", "programmes_outgoingletter")),
        part("focalstaff", ("unit_id", "programmes_focalunit"), people=CAPABLE),
        part("stafftraining", ("staff_id", "programmes_focalstaff"), people=CAPABLE),
        part("ownmoney", people=CAPABLE),
        national_or_mine("programmes_fundingsource", PLANNERS),
        national_or_mine("programmes_call", ("ministry",)),
        Isolate(
            "programmes_proposal",
            owned(writers=("department", "corporation"), readers=("department", "corporation"))
            + [Policy("ministry", "SELECT", "state = 'submitted'", "sent")],
            fill_scope="owner",
            history=True,
        ),
        # Keys that were added to tables which are isolated already.
        migrations.RunSQL(
            "\n".join(
                Policy("enterprise", command, MINE).sql(f"programmes_{table}")
                for table in ("focalunit", "focaldiscipline", "focalequipment")
                for command in ("SELECT", "INSERT", "UPDATE", "DELETE")
            ),
            migrations.RunSQL.noop,
        ),
        migrations.RunSQL(
            """
            ALTER TABLE programmes_actionplan ADD CONSTRAINT actionplan_replaced_by_same_owner
              FOREIGN KEY (replaced_by_id, owner_id) REFERENCES programmes_actionplan (id, owner_id)
              ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;
            ALTER TABLE programmes_tasklist ADD CONSTRAINT tasklist_copied_from_same_owner
              FOREIGN KEY (copied_from_id, owner_id) REFERENCES programmes_tasklist (id, owner_id)
              ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;
            ALTER TABLE programmes_plancomponent ADD CONSTRAINT programmes_plancomponent_with_owner
              UNIQUE (id, owner_id);
            ALTER TABLE programmes_task ADD CONSTRAINT task_component_same_owner
              FOREIGN KEY (component_id, owner_id)
              REFERENCES programmes_plancomponent (id, owner_id)
              ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;
            ALTER TABLE programmes_task ADD CONSTRAINT task_carried_from_same_owner
              FOREIGN KEY (carried_from_id, owner_id) REFERENCES programmes_task (id, owner_id)
              ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;
            """,
            migrations.RunSQL.noop,
        ),
        migrations.RunSQL(BORROWED + PROPOSALS + FROZEN, migrations.RunSQL.noop),
    ]
