/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/catalog/catalog.h"
#include "engine/scenario/scenario.h"

G_BEGIN_DECLS

/* Which machines stand side by side: swapping the article's for those that can be bought. */

char      *rig_comparison_get_date (const RigScenario *scenario) G_GNUC_WARN_UNUSED_RESULT;
gboolean   rig_comparison_has_claimed (const RigCatalog  *catalog,
                                       const RigScenario *scenario);
GPtrArray *rig_comparison_make_on_sale (const RigCatalog *catalog,
                                        const GPtrArray  *ids,
                                        const char       *date) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *rig_comparison_make_article (const RigCatalog *catalog) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
