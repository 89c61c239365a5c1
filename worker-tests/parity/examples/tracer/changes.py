"""Changes of lists and dicts in place, as TypeScript."""

from .literals import is_plain, quoted
from .recorder import GiveUp


def key_of(container, key):
    return f"{container}.{key}" if is_plain(key) else f"{container}[{quoted(key)}]"


def set_item(write, container, index, value):
    if isinstance(index, slice):
        raise GiveUp("an assignment to a slice")
    place = f"{container}[{index}]" if isinstance(index, int) else key_of(container, index)
    return f"{place} = {write.write(value)}"


def insert(write, container, index, value):
    return f"{container}.splice({index}, 0, {write.write(value)})"


def pop(_write, container, index=-1):
    return f"{container}.pop()" if index == -1 else f"{container}.splice({index}, 1)"


def merge(write, container, *others, **more):
    parts = [write.write(dict(other)) for other in others] + ([write.record(more)] if more else [])
    return f"Object.assign({container}, {', '.join(parts)})"


def add_all(write, container, values):
    return f"{container}.push(...{write.list(values)})"


LIST_CHANGES = {
    "append": lambda write, container, value: f"{container}.push({write.write(value)})",
    "extend": add_all,
    "__iadd__": add_all,
    "insert": insert,
    "remove": lambda write, container, value: f"{container}.splice({container}.indexOf({write.write(value)}), 1)",
    "reverse": lambda write, container: f"{container}.reverse()",
    "clear": lambda write, container: f"{container}.splice(0)",
    "pop": pop,
    "__setitem__": set_item,
    "__delitem__": lambda write, container, index: f"{container}.splice({index}, 1)",
}
DICT_CHANGES = {
    "__setitem__": set_item,
    "__delitem__": lambda write, container, key: f"delete {key_of(container, key)}",
    "pop": lambda write, container, key, *rest: f"delete {key_of(container, key)}",
    "update": merge,
}
