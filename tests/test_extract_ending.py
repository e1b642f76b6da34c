"""How a summary ends."""

import pytest

from mirror.extract.ending import ended


@pytest.mark.parametrize(
    ("summary", "expected"),
    [
        ("تعود المسرحية إلى البلدة. […] ظهرت المقالة فرقة العيّنة أولاً على وكالة المثال.", "تعود المسرحية إلى البلدة."),
        ("تعود المسرحية إلى […] ظهرت المقالة فرقة العيّنة أولاً على وكالة المثال.", "تعود المسرحية إلى…"),
        ("The choir returns to the town. The post The choir appeared first on Example.", "The choir returns to the town."),
        ("تعود المسرحية إلى [...]", "تعود المسرحية إلى…"),
        ("ظهرت النتائج أولًا في القرية، ثم في المدينة كلها بعد يوم.", "ظهرت النتائج أولًا في القرية، ثم في المدينة كلها بعد يوم."),
        ("قال المدير إن المقالة نُشرت.", "قال المدير إن المقالة نُشرت."),
        ("خبر بلا ذيل", "خبر بلا ذيل"),
    ],
)  # fmt: skip
def test_ending(summary: str, expected: str) -> None:
    assert ended(summary) == expected
