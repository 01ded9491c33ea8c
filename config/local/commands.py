"""The commands of the Makefile, each from top to bottom."""

from config.local import servers
from config.local.terminal import say


def start_servers():
    """Only PostgreSQL and Valkey: for whoever mends a migration that does not run yet."""
    servers.start()
    say("PostgreSQL và Valkey đang chạy.")
    return 0


def stop():
    servers.stop(running := servers.running())
    say("Đã dừng." if running else "Không có gì đang chạy.")
    return 0


COMMANDS = {"servers": start_servers, "stop": stop}
