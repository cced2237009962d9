# SPDX-License-Identifier: GPL-3.0-or-later
"""make.py COMMAND OUT [catalogue] MODEL...: llama.cpp's answers for the models of models.py, or
for the catalogue's models that check_catalogue.py found fit to load. See README.
"""
import csv
import gzip
import json
import os
import sys
from concurrent.futures import ThreadPoolExecutor
import catalogue
import discover
import gguf_head
import llamacpp
import models

MEMORY = ('model,arch,quant,device,ngl,n_ctx,ctk,ctv,fa,n_ubatch,n_seq,extra,dev_model_mib,'
          'dev_context_mib,dev_compute_mib,host_model_mib,host_context_mib,host_compute_mib,'
          'repack_model_mib,ctx_padded,ctx_seq,n_outputs_max,kv_mib,kv_detail,rs_mib,rs_detail,'
          'output_mib,dev_compute_exact,host_compute_exact,fa_resolved').split(',')
WEIGHTS = ('model,arch,params,tensors,quant,imatrix,bytes,bpw,needs_imatrix,fallbacks,'
           'output_type,embd_type,bytes_by_type').split(',')
PRESETS = ('F16 BF16 Q8_0 Q6_K Q5_K_M Q5_K_S Q5_0 Q5_1 Q4_K_M Q4_K_S Q4_0 Q4_1 IQ4_NL IQ4_XS '
           'Q3_K_L Q3_K_M Q3_K_S IQ3_M IQ3_S IQ3_XS IQ3_XXS Q2_K Q2_K_S IQ2_M IQ2_XS IQ1_M TQ2_0 '
           'MXFP4_MOE').split()
WITH_IMATRIX = 'Q4_K_M Q4_0 Q5_0 IQ4_XS IQ3_XXS Q2_K'.split()


def count(dims):
    total = 1
    for dim in dims:
        total *= dim
    return total


def write_imatrix():
    """An importance matrix of a single entry: a dry run asks only whether there is one."""
    keys = {'general.type': 'imatrix', 'imatrix.datasets': ['none'], 'imatrix.chunk_count': 1,
            'imatrix.chunk_size': 512}
    tensors = [('blk.0.ffn_up.weight.in_sum2', 'F32', [256, 1]),
               ('blk.0.ffn_up.weight.counts', 'F32', [1, 1])]
    gguf_head.write(llamacpp.path_outside('imatrix.gguf'), keys, tensors)


def write_quantised(model, tensors, preset):
    """The head of the file that the quantiser would write; returns the tensors' types."""
    source = 'source-%s.gguf' % model['id']
    name = '%s.%s.gguf' % (model['id'], preset)
    keys = discover.keys_of(model)
    gguf_head.write(llamacpp.path_outside(source), keys, tensors)
    types = dict((tensor, kind) for tensor, kind, _ in tensors)
    if preset != 'F16':
        types, _, _ = llamacpp.quantise_types(source, preset)
    listed = [(tensor, types[tensor], dims) for tensor, _, dims in tensors]
    gguf_head.write(llamacpp.path_outside(name), keys, listed)
    os.unlink(llamacpp.path_outside(source))
    return name


def grid(model):
    """(device, ngl, context, K, V, flash attention, micro-batch, sequences, extra)"""
    layers = model['keys']['block_count']
    sliding = any('sliding_window' in key for key in model['keys'])
    f16 = ('f16', 'f16')
    rows = [('rpc', 999, 4096, *f16, 'on', 512, 1, ''), ('rpc', 999, 32768, *f16, 'on', 512, 1, ''),
            ('rpc', 999, 32768, *f16, 'off', 512, 1, ''),
            ('rpc', 999, 131072, *f16, 'on', 512, 1, ''),
            ('rpc', 999, 777, *f16, 'on', 512, 1, ''), ('rpc', 999, 777, *f16, 'off', 2048, 1, ''),
            ('rpc', 999, 4096, *f16, 'off', 64, 1, ''),
            ('rpc', 999, 32768, *f16, 'on', 2048, 1, ''),
            ('rpc', 999, 32768, *f16, 'off', 2048, 1, ''),
            ('rpc', 999, 32768, *f16, 'on', 512, 3, ''),
            ('rpc', 999, 32768, *f16, 'off', 512, 8, ''),
            ('rpc', 999, 32768, *f16, 'on', 512, 8, ''),
            ('rpc', 999, 32768, 'q8_0', 'q8_0', 'on', 512, 1, ''),
            ('rpc', 999, 4096, 'q4_1', 'q4_1', 'on', 512, 3, ''),
            ('rpc', 999, 32768, 'q8_0', 'f16', 'off', 512, 1, ''),
            ('rpc', 999, 32768, 'f16', 'q4_1', 'on', 64, 1, ''),
            ('rpc', layers // 2, 32768, *f16, 'on', 512, 1, ''),
            ('rpc', layers // 2, 4096, *f16, 'off', 2048, 1, ''),
            ('rpc', 999, 32768, *f16, 'on', 512, 1, '-nkvo'),
            ('cpu', 0, 4096, *f16, 'on', 512, 1, ''), ('cpu', 0, 32768, *f16, 'off', 512, 1, ''),
            ('cpu', 0, 32768, 'q8_0', 'q8_0', 'on', 64, 3, ''),
            ('rpc2', 999, 32768, *f16, 'on', 512, 1, '-ts 1,1'),
            ('rpc2', 999, 4096, *f16, 'off', 2048, 1, '-ts 3,1'),
            ('rpc2', 999, 32768, *f16, 'on', 512, 1, '-sm tensor -ts 1,1')]
    if sliding:
        rows += [('rpc', 999, 32768, *f16, 'on', 512, 1, '--swa-full'),
                 ('rpc', 999, 32768, *f16, 'off', 512, 3, '--swa-full')]
    if 'expert_count' in model['keys']:
        rows += [('rpc', 999, 32768, *f16, 'on', 512, 1, '-cmoe'),
                 ('rpc', 999, 32768, *f16, 'on', 512, 1, '-ncmoe %d' % (layers // 2))]
    return rows


def memory_row(model, name, quant, setting):
    device, ngl, context, k, v, flash, ubatch, sequences, extra = setting
    args = ['-c', context, '-ctk', k, '-ctv', v, '-fa', flash, '-ub', ubatch, '-b',
            max(2048, ubatch), '-np', sequences, '-ngl', ngl, *extra.split()]
    if device != 'cpu':
        args += ['--rpc', ','.join(llamacpp.RPC[:2 if device == 'rpc2' else 1])]
    text = llamacpp.fit(name, *args)
    if 'Host ' not in text:
        return None
    got = llamacpp.parse_fit(text)
    devices = [i for i in range(4) if 'dev%d_model' % i in got]
    both = lambda what: ';'.join(got['dev%d_%s' % (i, what)] for i in devices)
    resolved = 'on' if 'flash_attn            = enabled' in text else 'off'
    return [model['id'], model['arch'], quant, device, ngl if device != 'cpu' else 999, context, k,
            v, flash, ubatch, sequences, extra, both('model'), both('context'), both('compute'),
            got.get('host_model', ''), got.get('host_context', ''), got.get('host_compute', ''),
            got['repack'], got['n_ctx'], got['n_ctx_seq'], got['n_outputs_max'], got['kv_mib'],
            got['kv_detail'], got['rs_mib'], got['rs_detail'], got['output_mib'],
            got['dev_exact'].replace(' ', ';'), got['host_exact'].replace(' ', ';'), resolved]


def memory(model, tensors, pool):
    jobs = []
    for quant in ('Q4_K_M', 'Q8_0', 'IQ4_XS', 'F16'):
        name = write_quantised(model, tensors, quant)
        rows = grid(model) if quant == 'Q4_K_M' else grid(model)[1:2]
        jobs += [(name, quant, row) for row in rows]
    rows = list(pool.map(lambda job: memory_row(model, *job), jobs))
    for name in set(job[0] for job in jobs):
        os.unlink(llamacpp.path_outside(name))
    return [row for row in rows if row]


def weights(model, tensors, pool):
    source = 'weights-%s.gguf' % model['id']
    gguf_head.write(llamacpp.path_outside(source), discover.keys_of(model), tensors)
    params = sum(count(dims) for _, _, dims in tensors)

    def one(job):
        preset, imatrix = job
        try:
            types, needs, text = llamacpp.quantise_types(source, preset,
                                                         'imatrix.gguf' if imatrix else None)
        except llamacpp.Refused:
            return None
        sums = {}
        for tensor, _, dims in tensors:
            kind = types[tensor]
            sums[kind] = sums.get(kind, 0) + gguf_head.tensor_bytes(kind, dims)
        total = sum(sums.values())
        return [model['id'], model['arch'], params, len(tensors), preset, int(imatrix), total,
                round(total * 8 / params, 5), int(needs and not imatrix),
                text.count('fallback'), types.get('output.weight', ''),
                types.get('token_embd.weight', ''),
                ';'.join('%s:%d' % item for item in sorted(sums.items()))]

    jobs = [(preset, False) for preset in PRESETS] + [(preset, True) for preset in WITH_IMATRIX]
    rows = [row for row in pool.map(one, jobs) if row]
    os.unlink(llamacpp.path_outside(source))
    return rows


def write_head(model, tensors, out):
    name = write_quantised(model, tensors, 'Q4_K_M')
    path = llamacpp.path_outside(name)
    with open(path, 'rb') as file:
        length = os.path.getsize(path)
        data = file.read(min(length, 64 << 20))
    size = head_length(model, tensors)
    with gzip.GzipFile(os.path.join(out, name + '.gz'), 'wb', 9, mtime=0) as file:
        file.write(data[:size])
    os.unlink(path)
    return length


def head_length(model, tensors):
    return len(gguf_head.head(discover.keys_of(model), tensors)[0])


def load(cache, model):
    """The model's tensors, discovered once."""
    path = os.path.join(cache, model['id'] + '.json')
    key = json.dumps(model, sort_keys=True)
    if os.path.exists(path):
        with open(path, encoding='utf-8') as file:
            known = json.load(file)
        if known['key'] == key:
            return known['tensors']
    if 'optional' not in model:
        raise llamacpp.Refused('check_catalogue.py first')
    tensors = discover.discover(model)
    with open(path, 'w', encoding='utf-8') as file:
        json.dump({'key': key, 'tensors': tensors}, file)
    return tensors


def save(path, header, rows, ids):
    """Replaces the rows of these models in a CSV."""
    old = []
    if os.path.exists(path):
        with open(path, newline='', encoding='utf-8') as file:
            old = [row for row in list(csv.reader(file))[1:] if row[0] not in ids]
    with open(path + '.new', 'w', newline='', encoding='utf-8') as file:
        writer = csv.writer(file, lineterminator='\n')
        writer.writerow(header)
        # No field may hold a comma: the tests split at commas.
        writer.writerows([[str(cell).replace(',', ':') for cell in row] for row in old + rows])
    os.rename(path + '.new', path)


def main():
    command, out, names = sys.argv[1], sys.argv[2], sys.argv[3:]
    cache = os.environ.get('LLAMA_CACHE', '/tmp/ll/cache')
    os.makedirs(cache, exist_ok=True)
    write_imatrix()
    known = [model for model, _ in catalogue.catalogue()] if 'catalogue' in names else models.MODELS
    names = [name for name in names if name != 'catalogue']
    with ThreadPoolExecutor(3) as pool:
        for model in known:
            if names and model['id'] not in names:
                continue
            try:
                tensors = load(cache, model)
            except llamacpp.Refused as error:
                print(model['id'], 'REFUSED', str(error)[-300:], flush=True)
                continue
            if command == 'memory':
                rows = memory(model, tensors, pool)
                save(os.path.join(out, 'memory-more.csv'), MEMORY, rows, [model['id']])
            elif command == 'weights':
                rows = weights(model, tensors, pool)
                save(os.path.join(out, 'weights-more.csv'), WEIGHTS, rows, [model['id']])
            elif command == 'heads':
                rows = [write_head(model, tensors, out)]
            else:
                rows = []
            print(model['id'], len(tensors), len(rows), flush=True)


main()
