/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/intake/gguf-model.h"
#include "engine/intake/gguf-draft.h"
#include "engine/intake/user-catalog.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

struct _RigGgufModel
{
  RigModel model;
  GStringChunk *strings;
  GPtrArray *blocks;
  GPtrArray *warnings;
  const char *no_words[1];
};

/* An architecture that llama.cpp does not have: attention in all layers, unless its keys or tensors
 * say otherwise. */
static const RigGgufArchitecture unknown_architecture = { "", 1 };

/* general.file_type, llama.h's llama_ftype, as ids of the catalogue's presets. */
static const struct
{
  guint number;
  const char *quant;
} file_types[] = {
  { 0, "F32" },      { 1, "F16" },      { 2, "Q4_0" },    { 3, "Q4_1" },       { 7, "Q8_0" },
  { 8, "Q5_0" },     { 9, "Q5_1" },     { 10, "Q2_K" },   { 11, "Q3_K_S" },    { 12, "Q3_K_M" },
  { 13, "Q3_K_L" },  { 14, "Q4_K_S" },  { 15, "Q4_K_M" }, { 16, "Q5_K_S" },    { 17, "Q5_K_M" },
  { 18, "Q6_K" },    { 19, "IQ2_XXS" }, { 20, "IQ2_XS" }, { 21, "Q2_K_S" },    { 22, "IQ3_XS" },
  { 23, "IQ3_XXS" }, { 24, "IQ1_S" },   { 25, "IQ4_NL" }, { 26, "IQ3_S" },     { 27, "IQ3_M" },
  { 28, "IQ2_S" },   { 29, "IQ2_M" },   { 30, "IQ4_XS" }, { 31, "IQ1_M" },     { 32, "BF16" },
  { 36, "TQ1_0" },   { 37, "TQ2_0" },   { 38, "MXFP4_MOE" }, { 39, "NVFP4" },
};

static const char *
keep (RigGgufDraft *self, const char *text)
{
  return text != NULL ? g_string_chunk_insert_const (self->strings, text) : NULL;
}

static const char *
find_quant (RigGgufDraft *self)
{
  guint64 number;

  if (!rig_gguf_get_uint (self->gguf, "general.file_type", &number))
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (file_types); i++)
    if (file_types[i].number == number)
      return file_types[i].quant;
  return NULL;
}

/* The order of the quantiser: by layer, what is outside of them first, then by name. */
static int
compare_tensors (gconstpointer a, gconstpointer b)
{
  const RigFileTensor *x = a, *y = b;
  gint64 layers[2] = { -1, -1 };
  const char *names[2] = { x->name, y->name };

  for (guint i = 0; i < 2; i++)
    if (g_str_has_prefix (names[i], "blk.") && g_ascii_isdigit (names[i][4]))
      layers[i] = (gint64) MIN (g_ascii_strtoull (names[i] + 4, NULL, 10), G_MAXINT);
  if (layers[0] != layers[1])
    return layers[0] < layers[1] ? -1 : 1;
  return strcmp (x->name, y->name);
}

/* A type that the catalogue does not have is named by its number, and its bytes are said. */
static void
copy_tensor (RigGgufDraft *self, const RigGgufTensor *from, RigFileTensor *to)
{
  char number[16];
  guint64 matrices = from->dims[2] * from->dims[3];

  to->name = keep (self, from->name);
  to->columns = from->dims[0];
  to->rows = from->dims[1];
  to->matrices = 1;
  to->bytes = NAN;
  if (matrices <= G_MAXUINT)
    to->matrices = (guint) matrices;
  else
    to->rows *= matrices;
  if (from->type != NULL)
    {
      to->type = keep (self, from->type->name);
      return;
    }
  g_snprintf (number, sizeof number, "%u", from->type_id);
  to->type = keep (self, number);
  if (from->bytes_known)
    to->bytes = (double) from->bytes;
}

static void
copy_tensors (RigGgufDraft *self)
{
  const GArray *tensors = rig_gguf_get_tensors (self->gguf);
  RigModel *model = self->model;
  gboolean said = FALSE;

  model->n_tensors = tensors->len;
  model->tensors = rig_gguf_draft_alloc (self, MAX (tensors->len, 1) * sizeof (RigFileTensor));
  for (guint i = 0; i < tensors->len; i++)
    {
      const RigGgufTensor *tensor = &g_array_index (tensors, RigGgufTensor, i);

      copy_tensor (self, tensor, &model->tensors[i]);
      if (tensor->type == NULL && !said)
        rig_gguf_draft_warn (self,
                             _("%s: %s: type %u is none of llama.cpp’s; its size is taken from the "
                               "places of the tensors"),
                             self->file, tensor->name, tensor->type_id);
      said |= tensor->type == NULL;
    }
  if (model->n_tensors > 0)
    qsort (model->tensors, model->n_tensors, sizeof *model->tensors, compare_tensors);
}

static gboolean
is_routed (const char *name)
{
  return strstr (name, "_exps.") != NULL;
}

static RigFigure
count_figure (RigGgufDraft *self, double value, const char *date)
{
  RigFigure figure = RIG_FIGURE_UNKNOWN;
  g_autofree char *source = g_strdup_printf ("counted from the tensors of %s", self->file);

  /* Less than any model has: a file of something else. */
  if (!(value >= 1e3 && value <= 1e15))
    return figure;
  figure.value = figure.low = figure.high = value;
  figure.basis = RIG_BASIS_SPEC;
  figure.unit = "parameters";
  figure.source = keep (self, source);
  figure.date = keep (self, date);
  return figure;
}

/* All that are loaded, and what one token uses of them: no input embedding, unless it is the output
 * as well, and the share of the experts. */
static void
count_params (RigGgufDraft *self, const char *date)
{
  RigModel *model = self->model;
  double total = 0, active = 0, extra = 0;
  double share = model->moe.present ? (double) model->moe.n_active / model->moe.n_experts : 1;

  for (guint i = 0; i < model->n_tensors; i++)
    {
      const RigFileTensor *tensor = &model->tensors[i];
      double elements = (double) tensor->columns * (double) tensor->rows * tensor->matrices;
      gboolean is_block = g_str_has_prefix (tensor->name, "blk.");
      gboolean is_input = strcmp (tensor->name, "token_embd.weight") == 0;

      if (is_block && model->n_layers > 0
          && g_ascii_strtoull (tensor->name + 4, NULL, 10) >= self->n_blocks)
        {
          extra += elements;
          continue;
        }
      total += elements;
      if (strcmp (tensor->name, "per_layer_token_embd.weight") != 0
          && (!is_input || model->tied_embeddings))
        active += elements * (is_routed (tensor->name) ? share : 1);
    }
  model->total_params = count_figure (self, total, date);
  model->active_params = count_figure (self, active, date);
  model->mtp.extra_params = (guint64) extra;
}

static const char *
describe_attention (const RigModel *model)
{
  if (model->n_layers == 0 || model->n_heads == 0)
    return NULL;
  if (model->mla.present)
    return "MLA";
  if (model->n_kv_heads == model->n_heads)
    return "MHA";
  return model->n_kv_heads == 1 ? "MQA" : "GQA";
}

/* What a file says of itself is shown in lists and titles: one line, no longer than a name may be.
 * Whoever wrote the file may have put anything there; NULL: nothing that can be seen. */
static char *
make_label (const char *text)
{
  g_autofree char *line = g_strdup (text != NULL ? text : "");
  g_autofree char *start = NULL;

  g_strstrip (g_strdelimit (line, "\n\t", ' '));
  if (*line == '\0')
    return NULL;
  if (g_utf8_strlen (line, -1) <= RIG_USER_CATALOG_MAX_NAME)
    return g_steal_pointer (&line);
  start = g_utf8_substring (line, 0, RIG_USER_CATALOG_MAX_NAME - 1);
  return g_strconcat (start, "…", NULL);
}

/* The file's own name for it, then the first part of its name, then the architecture. */
static void
set_names (RigGgufDraft *self, const char *id, const char *name)
{
  RigModel *model = self->model;
  const char *architecture = rig_gguf_get_text (self->gguf, "general.architecture");
  g_autofree char *own = make_label (rig_gguf_get_text (self->gguf, "general.name"));
  g_autofree char *family = make_label (rig_gguf_get_text (self->gguf, "general.basename"));
  g_autofree char *vendor = make_label (rig_gguf_get_text (self->gguf, "general.organization"));
  g_autofree char *size = make_label (rig_gguf_get_text (self->gguf, "general.size_label"));
  g_autofree char *shown = make_label (name != NULL ? name : own != NULL ? own : self->file);

  model->id = keep (self, id);
  model->name = keep (self, shown != NULL ? shown : id);
  model->vendor = keep (self, vendor != NULL ? vendor : "");
  model->family = keep (self, family != NULL ? family : architecture != NULL ? architecture : "");
  model->official_size = keep (self, size);
  model->gguf_architecture = keep (self, architecture);
  model->architecture = keep (self, self->architecture->tensors != NULL
                                      ? self->architecture->tensors
                                      : architecture != NULL ? architecture : "unknown");
}

static void
set_provenance (RigGgufDraft *self, const char *path, const char *date)
{
  RigModel *model = self->model;
  g_autofree char *shown = g_filename_display_name (path);
  g_autofree char *source = g_strdup_printf ("read from %s", shown);

  model->file.present = TRUE;
  model->file.path = keep (self, shown);
  model->file.bytes = rig_gguf_get_file_bytes (self->gguf);
  model->file.shards = MAX (rig_gguf_get_n_shards (self->gguf), 1);
  model->file.read_on = keep (self, date);
  model->file.quant = find_quant (self);
  model->config.basis = RIG_BASIS_SPEC;
  model->config.source = keep (self, source);
  model->config.date = keep (self, date);
}

static void
set_architecture (RigGgufDraft *self)
{
  const char *name = rig_gguf_get_text (self->gguf, "general.architecture");
  const RigGgufArchitecture *known = rig_gguf_architecture_find (name);

  self->architecture = known != NULL ? known : &unknown_architecture;
  self->is_known = known != NULL;
  if (name == NULL)
    rig_gguf_draft_warn (self,
                         _("%s: general.architecture: expected the name of an architecture; the "
                           "shape is not known, only the weights are"),
                         self->file);
  else if (strlen (name) > 64)
    rig_gguf_draft_fail (self, "general.architecture", _("expected at most 64 characters"));
  else
    g_snprintf (self->prefix, sizeof self->prefix, "%s.", name);
  if (name != NULL && !self->is_known)
    rig_gguf_draft_warn (self,
                         _("%s: “%.64s” is no architecture of llama.cpp 0.7.0: its weights are "
                           "exact, its cache follows from the keys that all architectures share"),
                         self->file, name);
}

static void
warn_without_shape (RigGgufDraft *self)
{
  if (self->architecture->flags & RIG_GGUF_NO_MODEL)
    rig_gguf_draft_warn (self, _("%s: “%s” is no language model; only its weights are known"),
                         self->file, self->architecture->name);
  else if (self->model->n_layers == 0 && self->prefix[0] != '\0')
    rig_gguf_draft_warn (self,
                         _("%s: expected %sblock_count and %sembedding_length; without them only "
                           "the weights are known"),
                         self->file, self->prefix, self->prefix);
}

/* Keys without which the record would not be one. */
static void
check_shape (RigGgufDraft *self)
{
  const RigModel *model = self->model;

  if (model->n_layers == 0 || self->error != NULL)
    return;
  if (model->vocab_size == 0)
    rig_gguf_draft_fail (self, "vocab_size", _("expected a vocabulary: this key, "
                                               "tokenizer.ggml.tokens or token_embd.weight"));
  else if (model->sliding_window == 0 && memchr (model->layers, RIG_LAYER_WINDOW, 1) != NULL)
    rig_gguf_draft_fail (self, "attention.sliding_window", _("expected a number of tokens"));
}

static void
copy_warnings (RigGgufDraft *self)
{
  const GPtrArray *own = rig_gguf_get_warnings (self->gguf);

  for (guint i = 0; own != NULL && i < own->len; i++)
    g_ptr_array_add (self->warnings, g_strdup (g_ptr_array_index (own, i)));
}

static void
fill (RigGgufDraft *draft, const char *path, const char *id, const char *name, const char *date)
{
  copy_warnings (draft);
  set_architecture (draft);
  if (draft->error != NULL)
    return;
  rig_gguf_draft_read_tensors (draft);
  if (draft->prefix[0] != '\0' && (draft->architecture->flags & RIG_GGUF_NO_MODEL) == 0)
    rig_gguf_draft_read_shape (draft);
  rig_gguf_draft_read_mixers (draft);
  warn_without_shape (draft);
  check_shape (draft);
  copy_tensors (draft);
  set_names (draft, id, name);
  set_provenance (draft, path, date);
  count_params (draft, date);
  draft->model->attention = describe_attention (draft->model);
}

RigGgufModel *
rig_gguf_model_new (const RigGguf *gguf, const char *path, const char *id, const char *name,
                    const char *date, GError **error)
{
  RigGgufModel *self = g_new0 (RigGgufModel, 1);
  g_autofree char *file = g_filename_display_basename (path);
  g_autofree RigGgufDraft *draft = g_new0 (RigGgufDraft, 1);

  self->strings = g_string_chunk_new (4096);
  self->blocks = g_ptr_array_new_with_free_func (g_free);
  self->warnings = g_ptr_array_new_with_free_func (g_free);
  self->model.unverified = self->model.sources = self->model.file.warnings = self->no_words;
  self->model.release = self->model.licence = self->model.published_params
    = (RigFigure) RIG_FIGURE_UNKNOWN;
  self->model.config = (RigFigure) RIG_FIGURE_UNKNOWN;
  draft->gguf = gguf;
  draft->file = file;
  draft->model = &self->model;
  draft->strings = self->strings;
  draft->blocks = self->blocks;
  draft->warnings = self->warnings;
  fill (draft, path, id, name, date);
  if (draft->error != NULL)
    {
      g_propagate_error (error, draft->error);
      rig_gguf_model_free (self);
      return NULL;
    }
  return self;
}

void
rig_gguf_model_free (RigGgufModel *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->warnings);
  g_ptr_array_unref (self->blocks);
  g_string_chunk_free (self->strings);
  g_free (self);
}

const RigModel *
rig_gguf_model_get_model (const RigGgufModel *self)
{
  return &self->model;
}

const GPtrArray *
rig_gguf_model_get_warnings (const RigGgufModel *self)
{
  return self->warnings;
}
