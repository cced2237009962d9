# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs llama.cpp's own programs inside a chroot and reads what they print."""
import os
import re
import subprocess

CHROOT = os.environ.get('LLAMA_CHROOT', '/tmp/ll/root')
RPC = ['127.0.0.1:50052', '127.0.0.1:50053']


def path_outside(name):
    return os.path.join(CHROOT, 'w', name)


def run(program, *args):
    done = subprocess.run(['chroot', CHROOT, program, *[str(arg) for arg in args]],
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    return done.stdout.decode(errors='replace')


def fit(name, *args):
    """llama-fit-params with every log line, without adjusting anything."""
    return run('llama-fit-params', '-m', '/w/' + name, '-fit', 'off', '-fitp', 'on', '-lv', '5',
               *args)


class Refused(Exception):
    pass


def load_error(text):
    """What the loader wants: ('missing', name), ('shape', name, dims), ('key', key), None."""
    match = re.search(r"missing tensor '([^']+)'|tensor '([^']+)' not found", text)
    if match:
        return 'missing', match[1] or match[2], None
    match = re.search(r"tensor '([^']+)' has wrong shape; expected ([0-9, ]+), got", text)
    if match:
        dims = [int(dim) for dim in match[2].split(',')]
        while len(dims) > 1 and dims[-1] == 1:
            dims.pop()
        return 'shape', match[1], dims
    match = re.search(r'error loading model(?: hyperparameters| vocabulary)?: (.*)', text)
    if match:
        return 'other', match[1], None
    return None


SIZE = r'= +([0-9.]+) MiB'


def parse_fit(text):
    """The columns of memory.csv that do not come from the command line."""
    row = {}
    for match in re.finditer(r'^(\S+) (\d+) (\d+) (\d+) *$', text, re.M):
        label = match[1]
        kind = 'host' if label == 'Host' else 'dev%d' % sum(
            key.startswith('dev') and key.endswith('_model') for key in row)
        row[kind + '_model'], row[kind + '_context'], row[kind + '_compute'] = match.groups()[1:]
    match = re.search(r'CPU_REPACK *\| *(\d+)', text)
    row['repack'] = match[1] if match else ''
    for key in ('n_ctx', 'n_ctx_seq', 'n_outputs_max'):
        match = re.search(r'llama_context: %s +[=:] +(\d+)' % key, text)
        row[key] = match[1] if match else ''
    kv, total = [], 0.0
    for match in re.finditer(r'kv_cache\w*: size = +([0-9.]+) MiB \( *(\d+) cells, +(\d+) layers, +'
                             r'(\d+)/(\d+) seqs\), K \((\w+)\): +([0-9.]+) MiB, V \((\w+)\): +'
                             r'([0-9.]+) MiB', text):
        total += float(match[1])
        kv.append('%scells*%slayers*%sstreams K(%s)=%s V(%s)=%s' % (
            match[2], match[3], match[5], match[6], match[7], match[8], match[9]))
    row['kv_mib'] = str(round(total, 2)) if kv else ''
    row['kv_detail'] = ';'.join(kv)
    match = re.search(r'memory_recurrent: size = +([0-9.]+) MiB \( *(\d+) cells, +(\d+) layers, +'
                      r'(\d+) seqs(?:,? *\d* *\w*)*\), R \((\w+)\): +([0-9.]+) MiB, S \((\w+)\): +'
                      r'([0-9.]+) MiB', text)
    row['rs_mib'] = match[1] if match else ''
    row['rs_detail'] = '%scells*%slayers R=%s S=%s' % (
        match[2], match[3], match[6], match[8]) if match else ''
    match = re.search(r'output buffer size ' + SIZE, text)
    row['output_mib'] = match[1] if match else ''
    exact = re.findall(r'sched_reserve: +(\S+) compute buffer size ' + SIZE, text)
    row['dev_exact'] = ' '.join(size for name, size in exact if not name.startswith('CPU'))
    row['host_exact'] = ' '.join(size for name, size in exact if name.startswith('CPU'))
    return row


def quantise_types(name, preset, imatrix=None):
    """Type of every tensor in the order of the file, the sum line, the number of fall-backs."""
    args = ['--imatrix', '/w/' + imatrix] if imatrix else []
    text = run('llama-quantize', '--allow-requantize', *args, '--dry-run', '/w/' + name, preset)
    types = {}
    for match in re.finditer(r'^\[ *\d+/ *\d+\] +(\S+) .*?type = +(\w+), size = +[0-9.]+ MiB'
                             r'(?: -> +[0-9.]+ MiB \((\w+)\))?', text, re.M):
        types[match[1]] = (match[3] or match[2]).upper()
    if 'quant size' not in text:
        raise Refused(text[-600:])
    return types, 'will require an imatrix' in text, text
