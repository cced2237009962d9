# SPDX-License-Identifier: GPL-3.0-or-later
"""Asks llama.cpp's loader whether the engine's lists of tensors are right, model by model; prints
what it misses, expects otherwise or leaves unread, and keeps the corrected list for make.py."""
import json
import os
import re
import sys
import catalogue
import discover
import gguf_head
import llamacpp


def letters(model):
    record = {}
    for name, dims in model['listed']:
        match = re.match(r'blk\.(\d+)\.(.*)', name)
        if match:
            record.setdefault(int(match[1]), []).append((match[2], str(dims)))
    kinds = sorted(set(str(names) for names in record.values()))
    return [kinds.index(str(record[i])) for i in range(model['keys']['block_count'])]


def check(model):
    notes = []
    found = {name: dims for name, dims in model['listed']}
    path = 'check-%s.gguf' % model['id']
    probe = dict(model, kinds=letters(model))
    for _ in range(120):
        tensors = [(name, discover.converted_type(name, dims), dims)
                   for name, dims in ((name, found[name]) for name in discover.order(found))]
        gguf_head.write(llamacpp.path_outside(path), discover.keys_of(model), tensors)
        for _ in range(8):
            text = llamacpp.fit(path, '-c', 512)
            error = llamacpp.load_error(text)
            if error or 'Host ' in text or 'ASSERT' in text:
                break
        if error is None:
            break
        what, name, dims = error
        if what == 'other':
            notes.append(name)
            break
        same = [each for each in discover.spread(probe, name)]
        notes.append('%s %s %s' % (what, name, dims or ''))
        for each in same:
            if what == 'missing':
                found.setdefault(each, [7])
            else:
                found[each] = dims
    loaded = set(re.findall(r'create_tensor: loading tensor (\S+)', text))
    extra = sorted(set(re.sub(r'blk\.\d+', 'blk.N', name) for name in found if name not in loaded))
    fine = 'Host ' in text
    if not fine:
        lines = [line for line in text.splitlines() if 'ASSERT' in line or ' E ' in line]
        notes += [line[-200:] for line in lines[:2]]
        notes.append('unread: %s' % extra[:8])
    return fine, notes, tensors


def main():
    cache = os.environ.get('LLAMA_CACHE', '/tmp/ll/cache')
    for model, listed in catalogue.catalogue():
        if sys.argv[1:] and model['id'] not in sys.argv[1:]:
            continue
        fine, notes, tensors = check(dict(model, listed=listed))
        print(model['id'], model['arch'], len(listed), 'ok' if fine else 'FAILED',
              '; '.join(notes)[:900], flush=True)
        if fine:
            with open(os.path.join(cache, model['id'] + '.json'), 'w', encoding='utf-8') as file:
                json.dump({'key': json.dumps(model, sort_keys=True), 'tensors': tensors}, file)


main()
