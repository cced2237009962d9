/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/answer/validation.h"

#include <string.h>

/* The rows of one group while they are gathered. */
typedef struct
{
  GArray *errors; /* double */
  guint n_covered;
} Sample;

static int
compare_numbers (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

/* @sorted: of double. Straight between neighbours, as NumPy does it. */
static double
get_quantile (const GArray *sorted, double share)
{
  double place, below;
  guint i;

  if (sorted->len == 0)
    return (double) NAN;
  place = share * (sorted->len - 1);
  i = (guint) place;
  below = g_array_index (sorted, double, i);
  if (i + 1 == sorted->len)
    return below;
  return below + (place - i) * (g_array_index (sorted, double, i + 1) - below);
}

static void
sum_up (RigValidationScore *score, Sample *sample)
{
  guint n = sample->errors->len;

  g_array_sort (sample->errors, compare_numbers);
  *score = (RigValidationScore){
    .rows = n,
    .median_ape = get_quantile (sample->errors, 0.5),
    .p90_ape = get_quantile (sample->errors, 0.9),
    .coverage = n > 0 ? sample->n_covered / (double) n : (double) NAN,
  };
}

static void
count (Sample *samples, const RigMeasurement *measurement, const RigEstimate *predicted)
{
  double measured = rig_measurement_get_speed (measurement);
  double error = fabs (predicted->value - measured) / measured;
  RigValidationGroup group = measurement->kind == RIG_SPEED_PREFILL ? RIG_VALIDATION_PREFILL
                             : rig_measurement_get_sequences (measurement) > 1
                               ? RIG_VALIDATION_BATCHED
                               : RIG_VALIDATION_DECODE;

  g_array_append_val (samples[group].errors, error);
  samples[group].n_covered += predicted->low <= measured && measured <= predicted->high;
}

/* @by_reason: the same as in @self; a table may have a reason of its own for each row. */
static void
count_skipped (RigValidation *self, GHashTable *by_reason, const char *reason)
{
  RigSkipped *skipped = g_hash_table_lookup (by_reason, reason);

  if (skipped == NULL)
    {
      skipped = g_new0 (RigSkipped, 1);
      skipped->reason = g_strdup (reason);
      g_ptr_array_add (self->skipped, skipped);
      g_hash_table_insert (by_reason, skipped->reason, skipped);
    }
  skipped->rows++;
}

static int
compare_skipped (gconstpointer a, gconstpointer b)
{
  const RigSkipped *const *x = a, *const *y = b;

  return strcmp ((*x)->reason, (*y)->reason);
}

static void
free_skipped_cb (gpointer data)
{
  RigSkipped *skipped = data;

  g_free (skipped->reason);
  g_free (skipped);
}

static gboolean
validate_rows (RigValidation *self, const RigCatalog *catalog, Sample *samples, GError **error)
{
  g_autoptr (GHashTable) by_reason = g_hash_table_new (g_str_hash, g_str_equal);
  RigMeasurementColumns columns;

  if (!rig_measurement_columns_init (&columns, self->csv, error))
    return FALSE;
  for (guint i = 0; i < rig_csv_get_n_rows (self->csv); i++)
    {
      RigMeasurement measurement;
      RigValidationRow row;

      if (!rig_measurement_init (&measurement, &columns, self->csv, i, error))
        return FALSE;
      row.skipped = rig_measurement_predict (&measurement, catalog, &row.predicted);
      if (row.skipped == NULL && isnan (rig_measurement_get_speed (&measurement)))
        row.skipped = "no measurement";
      if (row.skipped == NULL)
        count (samples, &measurement, &row.predicted);
      else
        count_skipped (self, by_reason, row.skipped);
      g_array_append_val (self->rows, row);
    }
  return TRUE;
}

RigValidation *
rig_validation_new (const RigCatalog *catalog, RigCsv *csv, GError **error)
{
  g_autoptr (RigValidation) self = g_new0 (RigValidation, 1);
  Sample samples[RIG_N_VALIDATION_GROUPS] = { { 0 } };
  gboolean valid;

  self->csv = csv;
  self->rows = g_array_new (FALSE, FALSE, sizeof (RigValidationRow));
  self->skipped = g_ptr_array_new_with_free_func (free_skipped_cb);
  for (guint i = 0; i < RIG_N_VALIDATION_GROUPS; i++)
    samples[i].errors = g_array_new (FALSE, FALSE, sizeof (double));
  valid = validate_rows (self, catalog, samples, error);
  for (guint i = 0; i < RIG_N_VALIDATION_GROUPS; i++)
    {
      sum_up (&self->scores[i], &samples[i]);
      g_array_unref (samples[i].errors);
    }
  g_ptr_array_sort (self->skipped, compare_skipped);
  return valid ? g_steal_pointer (&self) : NULL;
}

void
rig_validation_free (RigValidation *self)
{
  rig_csv_free (self->csv);
  g_array_unref (self->rows);
  g_ptr_array_unref (self->skipped);
  g_free (self);
}
