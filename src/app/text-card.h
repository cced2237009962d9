/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/control-card.h"

G_BEGIN_DECLS

#define RIG_TYPE_TEXT_CARD (rig_text_card_get_type ())
G_DECLARE_FINAL_TYPE (RigTextCard, rig_text_card, RIG, TEXT_CARD, RigControlCard)

G_END_DECLS
