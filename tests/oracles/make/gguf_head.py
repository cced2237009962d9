# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes the head of a GGUF file: keys and tensor infos, and no data behind them.

The file is made as long as its tensors say (a hole that takes no room on the disk), so that
llama.cpp loads it. Keys are a dict of Python values; tensors are (name, type, dims).
"""
import os
import struct

# Elements and bytes of a block, by ggml's number of the type.
TYPES = {
    'F32': (0, 1, 4), 'F16': (1, 1, 2), 'Q4_0': (2, 32, 18), 'Q4_1': (3, 32, 20),
    'Q5_0': (6, 32, 22), 'Q5_1': (7, 32, 24), 'Q8_0': (8, 32, 34), 'Q2_K': (10, 256, 84),
    'Q3_K': (11, 256, 110), 'Q4_K': (12, 256, 144), 'Q5_K': (13, 256, 176),
    'Q6_K': (14, 256, 210), 'IQ2_XXS': (16, 256, 66), 'IQ2_XS': (17, 256, 74),
    'IQ3_XXS': (18, 256, 98), 'IQ1_S': (19, 256, 50), 'IQ4_NL': (20, 32, 18),
    'IQ3_S': (21, 256, 110), 'IQ2_S': (22, 256, 82), 'IQ4_XS': (23, 256, 136),
    'IQ1_M': (29, 256, 56), 'I32': (26, 1, 4), 'BF16': (30, 1, 2), 'TQ1_0': (34, 256, 54),
    'TQ2_0': (35, 256, 66),
    'MXFP4': (39, 32, 17), 'NVFP4': (40, 64, 36), 'Q1_0': (41, 128, 18), 'Q2_0': (42, 64, 18),
}
ALIGNMENT = 32


def tensor_bytes(kind, dims):
    _, block, size = TYPES[kind]
    assert dims[0] % block == 0, (kind, dims)
    total = dims[0] // block * size
    for dim in dims[1:]:
        total *= dim
    return total


def _string(text):
    data = text.encode()
    return struct.pack('<Q', len(data)) + data


def _value(value):
    """Number of the value's type, and its bytes."""
    if isinstance(value, bool):
        return 7, struct.pack('<?', value)
    if isinstance(value, int):
        return (4, struct.pack('<I', value)) if value >= 0 else (5, struct.pack('<i', value))
    if isinstance(value, float):
        return 6, struct.pack('<f', value)
    if isinstance(value, str):
        return 8, _string(value)
    kinds = [_value(item) for item in value]
    kind = kinds[0][0] if kinds else 8
    if any(item[0] != kind for item in kinds):
        kinds = [(5, struct.pack('<i', item)) for item in value]
        kind = 5
    return 9, struct.pack('<IQ', kind, len(kinds)) + b''.join(item[1] for item in kinds)


def pad(size):
    return (size + ALIGNMENT - 1) // ALIGNMENT * ALIGNMENT


def head(keys, tensors):
    """The head's bytes, and the length of the whole file."""
    parts = [b'GGUF', struct.pack('<IQQ', 3, len(tensors), len(keys))]
    offset = 0
    for key, value in keys.items():
        kind, data = _value(value)
        parts.append(_string(key) + struct.pack('<I', kind) + data)
    for name, kind, dims in tensors:
        parts.append(_string(name) + struct.pack('<I', len(dims)))
        parts.append(struct.pack('<%dQ' % len(dims), *dims))
        parts.append(struct.pack('<IQ', TYPES[kind][0], offset))
        offset += pad(tensor_bytes(kind, dims))
    data = b''.join(parts)
    data += b'\0' * (pad(len(data)) - len(data))
    return data, len(data) + offset


def write(path, keys, tensors):
    data, length = head(keys, tensors)
    with open(path, 'wb') as file:
        file.write(data)
    os.truncate(path, length)
    return data
