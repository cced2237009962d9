/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/control-card.h"

G_BEGIN_DECLS

#define RIG_TYPE_LIST_CARD (rig_list_card_get_type ())
G_DECLARE_FINAL_TYPE (RigListCard, rig_list_card, RIG, LIST_CARD, RigControlCard)

G_END_DECLS
