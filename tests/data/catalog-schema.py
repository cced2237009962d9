#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks the catalogue: every file against its JSON Schema, and what no schema can say.

usage: catalog-schema.py SOURCE_ROOT

Exit status 77 (skipped) where Python's jsonschema is not installed.
"""

import json
import pathlib
import re
import sys

try:
    import jsonschema
except ImportError:
    print("jsonschema is not installed: skipped")
    sys.exit(77)

NAMES = ["machines", "models", "quants", "apis", "economy", "article", "speed"]
problems = []


def load(path):
    def no_duplicate_keys(pairs):
        keys = [key for key, _ in pairs]
        for key in {key for key in keys if keys.count(key) > 1}:
            problems.append(f"{path.name}: the key {key} twice in one object")
        return dict(pairs)

    return json.loads(path.read_text(encoding="utf-8"), object_pairs_hook=no_duplicate_keys)


def check_schema(name, data, schema):
    validator = jsonschema.Draft7Validator(schema)
    validator.check_schema(schema)
    for error in validator.iter_errors(data):
        place = "/".join(str(part) for part in error.absolute_path)
        best = jsonschema.exceptions.best_match([error])
        problems.append(f"{name}.json: {place}: {best.message[:300]}")


def check_figures(name, value, place):
    """Bounds in order, and where a number comes from."""
    if isinstance(value, list):
        for i, element in enumerate(value):
            check_figures(name, element, f"{place}[{i}]")
    elif isinstance(value, dict):
        if isinstance(value.get("value"), (int, float)) and "basis" in value:
            low, high = value.get("low", value["value"]), value.get("high", value["value"])
            if not low <= value["value"] <= high:
                problems.append(f"{name}.json: {place}: bounds out of order")
            if not value.get("source") or not value.get("date"):
                problems.append(f"{name}.json: {place}: no source or no date")
        for key, element in value.items():
            check_figures(name, element, f"{place}.{key}")


def check_unique(name, records, key):
    seen = set()
    for record in records:
        if record[key] in seen:
            problems.append(f"{name}.json: {record[key]} twice")
        seen.add(record[key])
    return seen


def check_known(place, word, known):
    if word is not None and word not in known:
        problems.append(f"{place}: there is no {word}")


def check_counts(actual, expected, what):
    if actual != expected:
        problems.append(f"{actual} {what}, expected {expected}")


def expand_layers(text):
    return re.sub(r"\(([a-z]+)\)x(\d+)", lambda group: group[1] * int(group[2]), text)


def check_models(models):
    with_shape = [model for model in models["models"] if "same_shape_as" not in model]
    for model in with_shape:
        layers = expand_layers(model["layers"])
        if len(layers) != model["n_layers"]:
            problems.append(f"{model['id']}: {len(layers)} layers, n_layers {model['n_layers']}")
        if "e" not in layers and model.get("mtp", {}).get("native") and "moe" not in model \
                and not model.get("intermediate_size"):
            problems.append(f"{model['id']}: no feed-forward width")
        if "moe" in model and model["moe"]["n_active"] > model["moe"]["n_experts"]:
            problems.append(f"{model['id']}: more experts active than there are")
        if model.get("unverified") and model["config"]["basis"] != "unverified":
            problems.append(f"{model['id']}: unverified keys, yet its config is verified")
    check_counts(len(with_shape), 84, "models with a shape")


def check_references(catalog, ids):
    for machine in catalog["machines"]["machines"]:
        for successor in machine.get("successors", []):
            check_known(machine["id"], successor, ids["machines"])
        for benchmark in machine["benchmarks"]:
            check_known(machine["id"], benchmark.get("model_id"), ids["models"])
        if machine.get("claimed") and not machine.get("successors"):
            problems.append(f"{machine['id']}: claimed, but nothing to buy instead")
    for model in catalog["models"]["models"]:
        check_known(model["id"], model.get("same_shape_as"), ids["models"])
    for quant in catalog["quants"]["quants"]:
        check_known(quant["id"], quant.get("default_type"), ids["types"])
    for api in catalog["apis"]["apis"]:
        check_known(api["id"], api["local_model"], ids["models"])
    for power in catalog["economy"]["powers"]:
        check_known(power["machine"], power["machine_id"], ids["machines"])
    article = catalog["article"]
    for machine in article["machines"]:
        check_known("article", machine, ids["machines"])
    for row in article["fits"] + article["speeds"]:
        check_known("article", row["model_id"], ids["models"])
        check_known("article", row["quant_id"], ids["quants"])


def check_speed_words(catalog, ids):
    """GPU and quantisation classes that the speed constants know, and machines that we know."""
    speed = catalog["speed"]
    classes = set(speed["class_parent"]) | {chip["gpu_class"] for chip in speed["chips"]}
    quant_classes = set(speed["decode"]["parameters"]["eta_q"])
    for machine in catalog["machines"]["machines"]:
        check_known(machine["id"], machine["gpu_class"], classes)
    for quant in catalog["quants"]["quants"]:
        check_known(quant["id"], quant["speed_class"], quant_classes)
    for machine in speed["machines"]:
        check_known("speed.json", machine, ids["machines"])


def main():
    root = pathlib.Path(sys.argv[1])
    catalog = {name: load(root / "data" / "catalog" / f"{name}.json") for name in NAMES}
    for name in NAMES:
        check_schema(name, catalog[name], load(root / "data" / "schema" / f"{name}.schema.json"))
        check_figures(name, catalog[name], "$")
    # What an import writes, as tests/engine/bench-import.c reads it.
    kept = load(root / "tests" / "data" / "measurements.json")
    check_schema("measurements", kept, load(root / "data" / "schema" / "measurements.schema.json"))
    machines, models = catalog["machines"]["machines"], catalog["models"]
    quants, economy = catalog["quants"], catalog["economy"]
    ids = {
        "machines": check_unique("machines", machines, "id"),
        "models": check_unique("models", models["models"] + models["not_modelled"], "id"),
        "quants": check_unique("quants", quants["quants"], "id"),
        "types": check_unique("quants", quants["tensor_types"], "name"),
    }
    check_unique("machines", machines, "short_name")
    check_unique("quants", quants["tensor_types"], "ggml_type")
    check_unique("apis", catalog["apis"]["apis"], "id")
    check_unique("economy", economy["tariffs"], "id")
    check_unique("economy", economy["resales"], "item")
    check_unique("article", catalog["article"]["claims"], "id")
    check_counts(len(machines), 63, "machines")
    check_counts(sum(machine.get("claimed", False) for machine in machines), 3, "claimed machines")
    check_unique("machines", catalog["machines"]["runtimes"], "id")
    check_counts(len(catalog["machines"]["runtimes"]), 5, "runtimes")
    check_counts(len(models["models"]), 87, "models")
    check_counts(len(models["not_modelled"]), 4, "models without a shape")
    check_counts(len(quants["tensor_types"]), 35, "tensor types")
    check_counts(sum(quant["format"] == "gguf" for quant in quants["quants"]), 34, "presets")
    check_counts(sum(bool(t.get("kv_cache")) for t in quants["tensor_types"]), 9, "KV cache types")
    check_counts(len(catalog["apis"]["apis"]), 89, "API prices")
    check_counts(len(economy["tariffs"]), 50, "tariffs")
    check_models(models)
    check_references(catalog, ids)
    check_speed_words(catalog, ids)
    for problem in problems:
        print(problem)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
