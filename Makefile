# One process per target: `exec` lets signals to make, or to its process group, reach it. SIGINT counts
# once that process listens: until then it would only be a stack trace.
PYTHON ?= python3
LOCAL = trap '' INT; exec $(PYTHON) config/local/bootstrap.py
export PORT T SIZE ONLY

.PHONY: help demo services stop test faults bench lock
.DEFAULT_GOAL := help

help:
	@echo 'make demo       chạy thử cổng tại http://localhost:8000 (PORT=9000: cổng khác); Ctrl-C để dừng'
	@echo 'make services   chuẩn bị và chạy ngầm cơ sở dữ liệu, hàng đợi; sau đó dùng .venv/bin/python manage.py …'
	@echo 'make stop       dừng những gì đang chạy ngầm'
	@echo 'make test       chạy toàn bộ bài thử (T=tests/x.py::test_y hoặc T=tên: chỉ chạy bài đó)'
	@echo 'make faults     giết worker 25 lần giữa chừng, khởi động lại cơ sở dữ liệu: không mất việc nào'
	@echo 'make bench      đo chi phí của cổng (SIZE=100000: đất nước nhỏ hơn; ONLY=import: chỉ một nhóm)'
	@echo 'make lock       làm lại requirements.lock từ pyproject.toml (cần uv)'

demo:
	@$(LOCAL) demo

services:
	@$(LOCAL) services

stop:
	@$(LOCAL) stop

test:
	@$(LOCAL) test

faults:
	@$(LOCAL) faults

bench:
	@$(LOCAL) bench

lock:
	@uv pip compile pyproject.toml --group dev --universal --python-version 3.11 \
		--generate-hashes --no-emit-index-url --no-header --quiet -o requirements.lock
