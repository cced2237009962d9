/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/scenario/key.h"

G_BEGIN_DECLS

/* The rows behind rig_key_get_info(), by key. */
extern const RigKeyInfo rig_key_table[RIG_N_KEYS];

G_END_DECLS
