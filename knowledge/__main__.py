"""`python -m knowledge`: validates the data files, one line a problem, exit code 1 when there is one."""

import sys

from knowledge.data_file import DataFileError
from knowledge.everything import check_everything


def main() -> int:
    """Validate, print what is wrong, return the exit code."""
    try:
        check_everything()
    except DataFileError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
