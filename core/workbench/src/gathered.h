// SPDX-License-Identifier: GPL-3.0-or-later
// What comes often, handed to the GUI thread some at a time.
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

namespace scepter::workbench {

/// add() from any thread; `take` is called on the thread that `post` leads to.
template <class Item> class Gathered {
public:
    using Take = std::function<void(std::vector<Item>)>;

    Gathered(std::function<void(std::function<void()>)> post, Take take)
        : m_post(std::move(post))
        , m_shared(std::make_shared<Shared>()) {
        m_shared->take = std::move(take);
    }

    void add(Item item) {
        {
            const std::scoped_lock lock(m_shared->mutex);
            m_shared->items.push_back(std::move(item));
            if (std::exchange(m_shared->posted, true)) return;
        }
        m_post([shared = m_shared] {
            std::vector<Item> items;
            {
                const std::scoped_lock lock(shared->mutex);
                items = std::exchange(shared->items, {});
                shared->posted = false;
            }
            shared->take(std::move(items));
        });
    }

private:
    struct Shared {
        std::mutex mutex;
        std::vector<Item> items;
        bool posted = false;
        Take take;
    };
    std::function<void(std::function<void()>)> m_post;
    std::shared_ptr<Shared> m_shared;
};

} // namespace scepter::workbench
