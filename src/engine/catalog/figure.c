/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/catalog/figure.h"

static const char *const basis_words[] = {
  [RIG_BASIS_UNKNOWN] = "unknown",     [RIG_BASIS_TYPED] = "typed",
  [RIG_BASIS_MEASURED] = "measured",   [RIG_BASIS_SPEC] = "spec",
  [RIG_BASIS_PREDICTED] = "predicted", [RIG_BASIS_ANNOUNCED] = "announced",
  [RIG_BASIS_ESTIMATED] = "estimated", [RIG_BASIS_UNVERIFIED] = "unverified",
  [RIG_BASIS_CLAIMED] = "claimed",
};

const char *
rig_basis_to_string (RigBasis basis)
{
  g_return_val_if_fail (basis < G_N_ELEMENTS (basis_words), "unknown");
  return basis_words[basis];
}

gboolean
rig_basis_from_string (const char *word, RigBasis *basis)
{
  for (guint i = 0; i < G_N_ELEMENTS (basis_words); i++)
    if (g_str_equal (word, basis_words[i]))
      {
        *basis = i;
        return TRUE;
      }
  return FALSE;
}

RigBasis
rig_basis_worst (RigBasis a, RigBasis b)
{
  if (a == RIG_BASIS_UNKNOWN || b == RIG_BASIS_UNKNOWN)
    return RIG_BASIS_UNKNOWN;
  return MAX (a, b);
}

RigEstimate
rig_estimate_from_figure (const RigFigure *figure, double factor)
{
  return (RigEstimate){ figure->value * factor, figure->low * factor, figure->high * factor,
                        figure->basis };
}

RigEstimate
rig_estimate_exact (double value, RigBasis basis)
{
  return (RigEstimate){ value, value, value, basis };
}
