/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* What a member has to be: a letter each in the tables below. */
#define STRING 's'
#define NUMBER 'n'
#define NUMBER_OR_NULL 'N'
#define STRING_OR_NULL 'S'
#define BOOLEAN 'b'
#define ESTIMATE_OR_NULL 'E'
#define OBJECT 'o'
#define OBJECT_OR_NULL 'O'
#define ARRAY 'a'

typedef struct
{
  const char *name;
  char type;
} Member;

gboolean is_string (JsonNode *node);
/** Asserts that it has value and basis, and that its range, if it has one, holds the value. */
void check_estimate (JsonNode   *node,
                     const char *place);
/** Asserts that an object has these members, of these types. @members: ends with a NULL name;
 * @place: for messages. */
void check_members (JsonObject   *object,
                    const Member *members,
                    const char   *place);
/** The same of every element of a list, which must not be empty. */
void check_list (JsonArray    *list,
                 const Member *members,
                 const char   *place);

G_END_DECLS
