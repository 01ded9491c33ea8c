"""Embedded PostgreSQL and Valkey: kept data, private files, and addresses that replace them."""

import stat

import redis


def test_files_with_passwords_are_private(served):
    for name in ("local.env", "machine.json"):
        assert stat.S_IMODE((served.var / name).stat().st_mode) == 0o600
    for name in ("postgresql", "valkey"):
        assert stat.S_IMODE((served.var / name).stat().st_mode) == 0o700


def test_no_password_stands_in_a_command_line(served):
    values = (served.var / "machine.json").read_text()
    passwords = [part for part in values.split('"') if len(part) == 32]

    assert len(passwords) == 4
    assert not [line for line in served.processes() if any(one in line for one in passwords)]


def test_the_queue_survives_and_is_never_evicted(served):
    client = redis.Redis.from_url(served.settings["REDIS_URL"])

    assert client.config_get("appendonly") == {"appendonly": "yes"}
    assert client.config_get("maxmemory-policy") == {"maxmemory-policy": "noeviction"}


def test_a_second_start_finds_what_the_first_one_kept(machine):
    machine.local("servers")
    first = machine.settings
    machine.query("CREATE TABLE kept (it text); INSERT INTO kept VALUES ('đã lưu')")
    redis.Redis.from_url(first["REDIS_URL"]).set("kept", "cũng vậy")
    machine.local("stop")
    assert machine.processes() == []

    again = machine.local("servers")

    assert "Tạo" not in again.output
    assert machine.settings == first
    assert machine.query("SELECT it FROM kept") == [("đã lưu",)]
    assert redis.Redis.from_url(first["REDIS_URL"]).get("kept").decode() == "cũng vậy"


def test_servers_that_run_already_are_used_and_left_running(served):
    before = served.processes()

    done = served.local("run", "true")

    assert (done.returncode, done.output) == (0, "")
    assert served.processes() == before


def test_the_exit_code_of_a_command_passes_through(machine):
    assert machine.local("run", "sh", "-c", "exit 7").returncode == 7
    assert machine.processes() == []


def test_given_addresses_replace_the_embedded_servers(served, machine):
    given = {
        name: served.settings[name] for name in ("DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL")
    }

    done = machine.local("servers", **given)

    assert done.returncode == 0
    assert machine.processes() == []
    assert machine.settings.items() >= given.items()


def test_one_database_address_without_the_other_is_refused(machine):
    done = machine.local("servers", DATABASE_URL="postgres:///portal")

    assert done.returncode == 1
    assert "thiếu DATABASE_OWNER_URL" in done.output
    assert machine.processes() == []


def test_commands_choose_their_own_settings_module(served):
    """Importing `config` sets one; a test run that inherited it would not use tests.settings."""
    done = served.local("run", "sh", "-c", "echo ${DJANGO_SETTINGS_MODULE:-none}")

    assert done.output == "none\n"
