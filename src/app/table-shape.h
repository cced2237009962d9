/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "report/table.h"

G_BEGIN_DECLS

char *rig_table_shape_make (const RigTable *table) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
