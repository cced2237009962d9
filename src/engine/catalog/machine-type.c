/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/catalog/reader.h"

#include <glib/gi18n.h>

static const char *const kinds[] = {
  [RIG_MACHINE_LAPTOP] = "laptop",   [RIG_MACHINE_MINI] = "mini",
  [RIG_MACHINE_DESKTOP] = "desktop", [RIG_MACHINE_WORKSTATION] = "workstation",
  [RIG_MACHINE_SERVER] = "server",   [RIG_MACHINE_CARD] = "card",
  NULL,
};

static const char *const supports[] = {
  [RIG_SUPPORT_UNKNOWN] = "unknown", [RIG_SUPPORT_NO] = "no",
  [RIG_SUPPORT_PARTIAL] = "partial", [RIG_SUPPORT_YES] = "yes",
  NULL,
};

#define SUPPORT(member) G_STRUCT_OFFSET (RigSoftwareSupport, member)
static const RigField support_fields[] = {
  { "support", RIG_FIELD_CHOICE, SUPPORT (support), .choices = supports },
  { "note", RIG_FIELD_TEXT, SUPPORT (note) },
};
static const RigRecordType support_type
    = { .size = sizeof (RigSoftwareSupport),
        .fields = support_fields,
        .n_fields = G_N_ELEMENTS (support_fields) };

static gboolean
read_support (RigReader *reader, JsonNode *node, gpointer member)
{
  rig_reader_init_record (&support_type, member);
  return rig_reader_read_record (reader, node, &support_type, member);
}

#define PROGRAM(key, program) \
  { key, RIG_FIELD_OTHER, (program) * sizeof (RigSoftwareSupport), .read = read_support }
static const RigField software_fields[] = {
  PROGRAM ("llama_cpp", RIG_SOFTWARE_LLAMA_CPP), PROGRAM ("ollama", RIG_SOFTWARE_OLLAMA),
  PROGRAM ("lm_studio", RIG_SOFTWARE_LM_STUDIO), PROGRAM ("vllm", RIG_SOFTWARE_VLLM),
  PROGRAM ("tensorrt_llm", RIG_SOFTWARE_TENSORRT_LLM), PROGRAM ("mlx", RIG_SOFTWARE_MLX),
  PROGRAM ("pytorch", RIG_SOFTWARE_PYTORCH), PROGRAM ("axolotl", RIG_SOFTWARE_AXOLOTL),
  PROGRAM ("unsloth", RIG_SOFTWARE_UNSLOTH),
};
static const RigRecordType software_type
    = { .size = sizeof (RigSoftwareSupport) * RIG_N_SOFTWARE,
        .fields = software_fields,
        .n_fields = G_N_ELEMENTS (software_fields) };

static gboolean
read_software (RigReader *reader, JsonNode *node, gpointer member)
{
  return rig_reader_read_record (reader, node, &software_type, member);
}

#define BENCHMARK(member) G_STRUCT_OFFSET (RigBenchmark, member)
static const RigField benchmark_fields[] = {
  { "model", RIG_FIELD_TEXT, BENCHMARK (model), .required = TRUE },
  { "model_id", RIG_FIELD_TEXT, BENCHMARK (model_id) },
  { "quant", RIG_FIELD_TEXT, BENCHMARK (quant) },
  { "engine", RIG_FIELD_TEXT, BENCHMARK (engine) },
  { "context_tokens", RIG_FIELD_NUMBER, BENCHMARK (context_tokens), .low = 0, .high = 1e9 },
  { "prompt_tokens", RIG_FIELD_NUMBER, BENCHMARK (prompt_tokens), .low = 0, .high = 1e9 },
  { "decode_tokens_per_s", RIG_FIELD_FIGURE, BENCHMARK (decode_tokens_per_s), .low = 0,
    .high = 1e7, .unit = "tokens/s" },
  { "prefill_tokens_per_s", RIG_FIELD_FIGURE, BENCHMARK (prefill_tokens_per_s), .low = 0,
    .high = 1e7, .unit = "tokens/s" },
  { "note", RIG_FIELD_TEXT, BENCHMARK (note) },
};
static const RigRecordType benchmark_type
    = { .size = sizeof (RigBenchmark),
        .fields = benchmark_fields,
        .n_fields = G_N_ELEMENTS (benchmark_fields) };

#define OPTION(member) G_STRUCT_OFFSET (RigPriceOption, member)
static const RigField option_fields[] = {
  { "config", RIG_FIELD_TEXT, OPTION (config), .required = TRUE },
  { "price_usd", RIG_FIELD_FIGURE, OPTION (price_usd), .low = 0, .high = 1e8, .unit = "USD" },
};
static const RigRecordType option_type = { .size = sizeof (RigPriceOption),
                                           .fields = option_fields,
                                           .n_fields = G_N_ELEMENTS (option_fields) };

#define MACHINE(member) G_STRUCT_OFFSET (RigMachine, member)
static const RigField machine_fields[] = {
  { "id", RIG_FIELD_TEXT, MACHINE (id), .required = TRUE },
  { "name", RIG_FIELD_TEXT, MACHINE (name), .required = TRUE },
  { "short_name", RIG_FIELD_TEXT, MACHINE (short_name) },
  { "vendor", RIG_FIELD_TEXT, MACHINE (vendor) },
  { "chip", RIG_FIELD_TEXT, MACHINE (chip) },
  { "kind", RIG_FIELD_CHOICE, MACHINE (kind), .choices = kinds },
  { "memory_type", RIG_FIELD_TEXT, MACHINE (memory_type) },
  { "form_factor", RIG_FIELD_TEXT, MACHINE (form_factor) },
  { "unified", RIG_FIELD_FLAG, MACHINE (unified) },
  { "claimed", RIG_FIELD_FLAG, MACHINE (claimed) },
  { "gpu_class", RIG_FIELD_TEXT, MACHINE (gpu_class) },
  { "compute_known", RIG_FIELD_FLAG, MACHINE (compute_known) },
  { "n_gpus", RIG_FIELD_COUNT, MACHINE (n_gpus), .low = 1, .high = 64 },
  { "gpu_names", RIG_FIELD_WORDS, MACHINE (gpu_names) },
  { "release", RIG_FIELD_FIGURE, MACHINE (release) },
  { "status", RIG_FIELD_TEXT, MACHINE (status) },
  { "on_sale_from", RIG_FIELD_DATE, MACHINE (on_sale_from) },
  { "on_sale_until", RIG_FIELD_DATE, MACHINE (on_sale_until) },
  { "gpu_limit_setting", RIG_FIELD_FIGURE, MACHINE (gpu_limit_setting) },
  { "os", RIG_FIELD_WORDS, MACHINE (os) },
  { "apis", RIG_FIELD_WORDS, MACHINE (apis) },
  { "software", RIG_FIELD_OTHER, MACHINE (software), .read = read_software },
  { "software_source", RIG_FIELD_TEXT, MACHINE (software_source) },
  { "successors", RIG_FIELD_WORDS, MACHINE (successors) },
  { "price_basis", RIG_FIELD_TEXT, MACHINE (price_basis) },
  { "tops_basis", RIG_FIELD_TEXT, MACHINE (tops_basis) },
  { "battery", RIG_FIELD_TEXT, MACHINE (battery) },
  { "noise", RIG_FIELD_TEXT, MACHINE (noise) },
  { "notes", RIG_FIELD_TEXT, MACHINE (notes) },
  { "conflicts", RIG_FIELD_WORDS, MACHINE (conflicts) },
  { "benchmarks", RIG_FIELD_LIST, MACHINE (benchmarks), .type = &benchmark_type,
    .length = MACHINE (n_benchmarks) },
  { "price_options", RIG_FIELD_LIST, MACHINE (price_options), .type = &option_type,
    .length = MACHINE (n_price_options) },
};

static gboolean
finish_machine (RigReader *reader, gpointer record)
{
  RigMachine *machine = record;

  if (!rig_figure_is_known (&machine->memory_gb))
    return rig_reader_fail (reader, RIG_CATALOG_ERROR_SHAPE, _ ("expected the key “%s”"),
                            "memory_gb");
  if (machine->short_name == NULL)
    machine->short_name = machine->name;
  if (machine->n_gpus == 0)
    machine->n_gpus = 1;
  return TRUE;
}

const RigRecordType rig_machine_type = {
  .size = sizeof (RigMachine),
  .id_key = "id",
  .id_offset = MACHINE (id),
  .origin_offset = MACHINE (origin),
  .fields = machine_fields,
  .n_fields = G_N_ELEMENTS (machine_fields),
  .figures = rig_machine_figures,
  .n_figures = RIG_N_MACHINE_FIGURES,
  .finish = finish_machine,
};

#define RUNTIME(member) G_STRUCT_OFFSET (RigRuntime, member)
static const RigField runtime_fields[] = {
  { "id", RIG_FIELD_TEXT, RUNTIME (id), .required = TRUE },
  { "memory_mib", RIG_FIELD_FIGURE, RUNTIME (memory_mib), .low = 0, .high = 1e5, .unit = "MiB" },
};

const RigRecordType rig_runtime_type = {
  .size = sizeof (RigRuntime),
  .id_key = "id",
  .id_offset = RUNTIME (id),
  .origin_offset = RUNTIME (origin),
  .fields = runtime_fields,
  .n_fields = G_N_ELEMENTS (runtime_fields),
};
