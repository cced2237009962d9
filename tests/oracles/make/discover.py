# SPDX-License-Identifier: GPL-3.0-or-later
"""Finds a model's list of tensors by asking llama.cpp's loader, which names the first tensor that
it misses and the shape that it expected, until it is content. Nothing here knows any architecture.
"""
import os
import re
import gguf_head
import llamacpp

# Tensors that the converter leaves in 32 bits whatever the file's type (convert_hf_to_gguf.py).
KEPT_F32 = re.compile(
    r'_norm\.weight$|ffn_gate_inp(_shexp)?\.weight$|ssm_conv1d|shortconv\.conv|position_embd|'
    r'token_types|time_mix_(first|w1|w2|decay_w1|decay_w2|lerp_fused)|altup_(correct|predict)_coef')


def converted_type(name, dims):
    """What the converter writes for an F16 file."""
    if 'tid2eid' in name:
        return 'I32'
    if len(dims) <= 1 or KEPT_F32.search(name) or not name.endswith('.weight'):
        return 'F32'
    return 'F16'


def keys_of(model):
    arch = model['arch']
    keys = {'general.architecture': arch, 'general.name': model['id'], 'general.file_type': 1}
    for key, value in model['keys'].items():
        whole = key.startswith(('general.', 'tokenizer.', 'xielu.'))
        keys[key if whole else arch + '.' + key] = value
    keys.setdefault(arch + '.vocab_size', model['vocab'])
    keys['tokenizer.ggml.model'] = 'none'
    keys['tokenizer.ggml.tokens'] = [''] * model['vocab']
    keys['general.quantization_version'] = 2
    return keys


def order(names):
    """The order of a converted file: the ends first, then layer by layer."""
    def rank(name):
        match = re.match(r'blk\.(\d+)\.(.*)', name)
        return (1, int(match[1])) if match else (0, 0)
    return sorted(names, key=rank)


def spread(model, name):
    """The same tensor in all layers of the same kind."""
    match = re.match(r'blk\.(\d+)\.(.*)', name)
    if not match:
        return [name]
    kinds = model.get('kinds') or 'a' * model['keys']['block_count']
    kind = kinds[int(match[1])]
    return ['blk.%d.%s' % (i, match[2]) for i, other in enumerate(kinds) if other == kind]


def discover(model, limit=600, verbose=False):
    """Returns [(name, type, dims)]. model['optional']: names to put in, as 'x' or 'blk.3.x'."""
    found = {}
    for name in model.get('optional', []):
        for each in spread(model, name):
            found[each] = [7]
    keys = keys_of(model)
    path = 'discover-%s.gguf' % model['id']
    for _ in range(limit):
        tensors = [(name, 'F32' if dims == [7] else converted_type(name, dims), dims)
                   for name, dims in ((name, found[name]) for name in order(found))]
        gguf_head.write(llamacpp.path_outside(path), keys, tensors)
        # The log is written by a thread of its own, and is at times lost when the program gives up.
        for _ in range(6):
            text = llamacpp.run('llama-fit-params', '-m', '/w/' + path, '-fit', 'off', '-fitp',
                                'on', '-c', 512)
            error = llamacpp.load_error(text)
            if error or 'Host ' in text or 'ASSERT' in text:
                break
        if verbose:
            print(error)
        if error is None:
            if 'Host ' not in text:
                text = llamacpp.fit(path, '-c', 512)
                lines = [line for line in text.splitlines() if ' E ' in line or 'ASSERT' in line]
                raise llamacpp.Refused('; '.join(lines)[:400])
            os.unlink(llamacpp.path_outside(path))
            return tensors
        what, name, dims = error
        if what == 'missing':
            for each in spread(model, name):
                found.setdefault(each, [7])
        elif what == 'shape':
            for each in spread(model, name):
                if found[each] == [7] or each == name:
                    found[each] = dims
        else:
            raise llamacpp.Refused(model['id'] + ': ' + name)
    raise llamacpp.Refused(model['id'] + ': no end')
