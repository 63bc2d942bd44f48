#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "text/words.h"

namespace pilcrow::internal {

/// Some words of a text, by number.
struct WordRange {
  std::uint32_t first = 0;
  std::uint32_t count = 0;
};

/// True where a place name is the beginning or the middle of a company's name, which ends with its
/// legal form: "Kuwait Petroleum Corp", "Rugby Portland Cement Plc". An adjective counts
/// only before a word of business, since it may as well say where the company is: "Swiss Bank
/// Corp", but not "Swiss Nestle SA".
bool is_in_company_name(std::string_view text, const std::vector<Word>& words, WordRange name,
                        bool adjective);

/// True for a place in brackets inside a company's name: "C. Itoh and Co (Hong Kong) Ltd".
bool is_company_in_brackets(std::string_view text, const std::vector<Word>& words, WordRange name);

/// True where a name like that of a central bank is part of another bank's: "Industrial Bank of
/// Japan", "Bank of Japan Ltd".
bool is_bank_of_commerce(std::string_view text, const std::vector<Word>& words, WordRange name);

/// True for words between angle brackets, where newswires put names of companies: "<Air Canada>".
bool is_in_angle_brackets(std::string_view text, const std::vector<Word>& words, WordRange name);

/// True where a city stands in the name of a bank: "Bank of Tokyo", "Banque Nationale de Paris",
/// "Bangkok Bank".
bool is_in_bank_name(std::string_view text, const std::vector<Word>& words, WordRange name);

/// True where a place only stands for its stock exchange: "will be listed in Luxembourg".
bool is_place_of_listing(std::string_view text, const std::vector<Word>& words, WordRange name);

}  // namespace pilcrow::internal
