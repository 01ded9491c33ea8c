"""Whole sets of sheets as versions: the newest one is current, and none is ever rewritten."""


def keep_version(model, file, version, content, tally):
    """Enter a version that is not there yet; the same version with another content is refused."""
    old = model._default_manager.filter(version=version).first()
    if old is None:
        return _enter(model, version, content, tally)
    if old.content != content:
        raise file.refusal(
            "version",
            f"{model._meta.verbose_name} phiên bản {version} đã nạp với nội dung khác nên không"
            " sửa tại chỗ. Hãy đặt số phiên bản mới cho nội dung mới.",
        )
    tally.unchanged += 1
    return old


def _enter(model, version, content, tally):
    tally.added += 1
    is_newest = not model._default_manager.filter(version__gt=version).exists()
    if is_newest:
        tally.changed += model._default_manager.filter(is_current=True).update(is_current=False)
    return model._default_manager.create(version=version, content=content, is_current=is_newest)
