"""`python -m config.local COMMAND`, which bootstrap.py turns into once .venv is ready."""

import sys

from config.local import children, commands, terminal


def main(name, *argv):
    terminal.use_utf8()
    children.listen()
    try:
        return commands.COMMANDS[name](*argv)
    except terminal.Refused as refusal:
        terminal.say(str(refusal))
    except PermissionError as error:
        terminal.say(f"Không ghi được {error.filename}: thư mục này thuộc về người dùng khác?")
    except children.Stopped:
        terminal.say("Đã dừng theo yêu cầu.")
    return 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
