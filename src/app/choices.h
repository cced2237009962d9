/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/picker.h"
#include "engine/catalog/catalog.h"
#include "engine/scenario/key.h"

G_BEGIN_DECLS

/* What can be chosen for an input that holds a word or an id, in words. */

char *rig_choices_get_label (const RigCatalog *catalog,
                             RigKey            key,
                             const char       *value) G_GNUC_WARN_UNUSED_RESULT;
void  rig_choices_fill (const RigCatalog *catalog,
                        RigKey            key,
                        RigPicker        *picker);
void  rig_choices_fill_machines (const RigCatalog *catalog,
                                 const GPtrArray  *compared,
                                 RigPicker        *picker);
void  rig_choices_add_machines (const RigCatalog *catalog,
                                const GPtrArray  *first,
                                RigPicker        *picker);

G_END_DECLS
