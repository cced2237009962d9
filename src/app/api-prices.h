/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/session.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define RIG_TYPE_API_PRICES (rig_api_prices_get_type ())
G_DECLARE_FINAL_TYPE (RigApiPrices, rig_api_prices, RIG, API_PRICES, GtkBox)

GtkWidget *rig_api_prices_new (RigSession *session) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
